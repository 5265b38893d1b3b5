// Builds what is missing or older than its sources: a build that is up to date takes a second.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { URL, fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundles, with what they are made of; the compiler knows by itself what it has to do. */
const BUNDLES = [
  {
    title: "the plugin's page",
    output: 'plugin/dist/module.js',
    sources: ['plugin/src', 'plugin/webpack.config.mjs', 'plugin/package.json', 'model/src'],
    command: ['npm', 'run', 'build', '-w', '@saleshub/plugin'],
  },
  {
    title: "the plugin's backend",
    output: 'plugin/dist/saleshub-backend.cjs',
    sources: ['plugin/backend/src', 'plugin/backend/bundle.mjs', 'plugin/protocol/src', 'model/src', 'store/src/read'],
    command: ['node', 'plugin/backend/bundle.mjs'],
  },
  {
    title: 'the preview',
    output: 'preview/dist/page/index.html',
    sources: [
      'preview/src/page',
      'preview/src/page-settings.ts',
      'preview/src/supported-types.ts',
      'preview/bundle.mjs',
    ],
    command: ['node', 'preview/bundle.mjs'],
  },
];

/** Installs the packages where the lockfile is newer than what is installed: npm writes its marker last. */
export function installWhereNeeded() {
  const marker = join(root, 'node_modules/.package-lock.json');
  if (existsSync(marker) && modified(marker) >= modified(join(root, 'package-lock.json'))) return;
  run('Installing packages', ['npm', 'ci', '--no-audit', '--no-fund']);
}

export function buildWhereNeeded() {
  // With everything that it refers to: the model, the store, the demo company, the ingest service, the plugin's host.
  run(undefined, ['node', 'node_modules/typescript/bin/tsc', '--build', 'preview']);
  for (const { title, output, sources, command } of BUNDLES) {
    const file = join(root, output);
    const newest = Math.max(
      modified(join(root, 'package-lock.json')),
      ...sources.map((path) => newestIn(join(root, path))),
    );
    if (existsSync(file) && modified(file) >= newest) continue;
    run(`Building ${title}`, command);
    // A bundler leaves a file alone that would be the same; it is up to date all the same.
    utimesSync(file, new Date(), new Date());
  }
}

/** Runs a step; its output is shown where it fails. */
function run(title, [command, ...parameters]) {
  if (title) console.log(`${title} …`);
  const { status, signal, error, stdout } = spawnSync(command, parameters, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status === 0) return;
  process.stdout.write(stdout ?? '');
  console.error(
    `${[command, ...parameters].join(' ')} failed${error ? `: ${error.message}` : ` with ${signal ?? status}`}.`,
  );
  process.exit(1);
}

function newestIn(path) {
  if (!statSync(path).isDirectory()) return modified(path);
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name),
  );
  return Math.max(0, ...files.map(({ parentPath, name }) => modified(join(parentPath, name))));
}

function modified(path) {
  return statSync(path).mtimeMs;
}
