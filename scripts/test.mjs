// Runs every check of the project, from a fresh clone on: installs and builds where needed, lints, tests.
import { Buffer } from 'node:buffer';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { URL, fileURLToPath } from 'node:url';
import { buildWhereNeeded, installWhereNeeded } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What needs the build alone, and so runs on what the tests leave of the machine. */
const BESIDE_THE_TESTS = [
  { title: 'Types of the plugin', command: ['npm', 'run', '--silent', 'typecheck', '-w', '@saleshub/plugin'] },
  { title: 'Lint', command: ['npm', 'run', '--silent', 'lint'] },
  {
    title: "Conformance with Grafana's SDK",
    command: ['go', 'test', '-count=1', './...'],
    cwd: join(root, 'tests/conformance'),
  },
];

/**
 * Runs a step to its end. Its output is shown as it comes, or, where other steps run beside it, whole when it ends.
 * @returns what went wrong, if anything did
 */
async function run({ title, command: [program, ...args], cwd = root }, { isBeside = false } = {}) {
  const began = Date.now();
  const output = [];
  if (!isBeside) console.log(`\n== ${title}`);
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', isBeside ? 'pipe' : 'inherit', isBeside ? 'pipe' : 'inherit'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const failure = await new Promise((resolve) => {
    child.on('error', ({ code, message }) =>
      resolve(code === 'ENOENT' ? `needs ${program}: install it and run npm test again.` : `failed: ${message}`),
    );
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `failed with ${signal ?? code}.`));
  });
  if (isBeside) process.stdout.write(`\n== ${title}, beside the tests\n${Buffer.concat(output).toString()}`);
  console.log(`== ${title}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return failure && `${title} ${failure}`;
}

async function runOrEnd(step) {
  const failure = await run(step);
  if (failure) end([failure]);
}

function end(failures) {
  for (const failure of failures) console.error(`\n${failure}`);
  process.exit(failures.length === 0 ? 0 : 1);
}

/** The browser tests take the system's Chromium or Chrome; else Debian's package as root, else Playwright's download. */
async function ensureBrowser() {
  const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  if (programs.some(exists)) return;
  if (process.getuid?.() === 0 && exists('apt-get')) {
    const install = 'apt-get update -q && apt-get install -q -y chromium';
    await runOrEnd({ title: 'Install Chromium', command: ['sh', '-c', install] });
  } else {
    await runOrEnd({ title: 'Download Chromium', command: ['npx', 'playwright-core', 'install', 'chromium'] });
  }
}

function exists(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

async function runBeside() {
  const failures = [];
  for (const step of BESIDE_THE_TESTS) failures.push(await run(step, { isBeside: true }));
  return failures;
}

installWhereNeeded();
await ensureBrowser();
buildWhereNeeded();
await runOrEnd({ title: 'Types', command: ['npx', 'tsc', '--build'] });
const tests = { title: 'Tests', command: ['npx', 'jest', '--ci', ...process.argv.slice(2)] };
const failures = await Promise.all([run(tests), runBeside()]);
end(failures.flat().filter((failure) => failure !== undefined));
