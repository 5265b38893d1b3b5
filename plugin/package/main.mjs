// Packs the plugin as Grafana installs it: a zip with one folder, and its sha1. Usage: npm run package [-- FOLDER]
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'postject';
import yazl from 'yazl';
import { asInclude, importable } from './dashboards.mjs';
import { SYSTEMS, nodeFor } from './node-binaries.mjs';

const plugin = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const root = dirname(plugin);
const target = resolve(process.argv[2] ?? join(plugin, 'packages'));
const cache = join(root, 'node_modules/.cache/saleshub-node');
const BUNDLE = 'saleshub-backend.cjs';

/** Where Node looks for a program that it holds. */
const RESOURCE = 'NODE_SEA_BLOB';
const SENTINEL = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const { id } = JSON.parse(await readFile(join(plugin, 'src/plugin.json'), 'utf8'));
const { version } = JSON.parse(await readFile(join(plugin, 'package.json'), 'utf8'));
const say = (text) => process.stderr.write(`${text}\n`);

if (process.platform !== 'linux') {
  say('The plugin is packed on Linux: programs for all systems are made by Node for Linux.');
  process.exit(2);
}

say('Building page and backend …');
for (const workspace of ['@saleshub/plugin-backend', '@saleshub/plugin']) {
  execFileSync('npm', ['run', '--silent', 'build', '-w', workspace], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const folder = join(target, id);
await rm(folder, { recursive: true, force: true });
await cp(join(plugin, 'dist'), folder, {
  recursive: true,
  // What needs Node on the path is not packed.
  filter: (path) => !/^(gpx_|saleshub-backend\.cjs$)/.test(basename(path)),
});
await addDashboards();
await addExecutables();
await pack();

/** Those that are provisioned, for data sources of any name. */
async function addDashboards() {
  const from = join(root, 'provisioning/dashboards');
  const files = (await readdir(from)).filter((file) => file.endsWith('.json')).sort();
  const dashboards = await Promise.all(files.map(async (file) => JSON.parse(await readFile(join(from, file), 'utf8'))));
  const definition = JSON.parse(await readFile(join(folder, 'plugin.json'), 'utf8'));
  await mkdir(join(folder, 'dashboards'));
  for (const [index, file] of files.entries()) {
    const text = JSON.stringify(importable(dashboards[index], definition), null, 2);
    await writeFile(join(folder, 'dashboards', file), `${text}\n`);
  }
  definition.includes = dashboards.map((dashboard, index) => asInclude(dashboard, files[index]));
  await writeFile(join(folder, 'plugin.json'), `${JSON.stringify(definition, null, 2)}\n`);
}

/** For each system Node with the backend inside: nothing else has to be installed beside Grafana. */
async function addExecutables() {
  const blob = await makeBlob();
  for (const system of Object.keys(SYSTEMS)) {
    say(`Making the program for ${system} …`);
    const program = join(folder, `gpx_saleshub_${system}${system.startsWith('windows') ? '.exe' : ''}`);
    await copyFile(nodeFor(system, cache), program);
    await chmod(program, 0o755);
    await inject(program, RESOURCE, blob, { sentinelFuse: SENTINEL });
  }
  await copyFile(join(dirname(nodeFor('linux_amd64', cache)), '../LICENSE'), join(folder, 'LICENSE.node.txt'));
}

/** The backend as Node holds it, made by the version of Node that is to hold it; the same for every system. */
async function makeBlob() {
  const [configuration, output] = ['executable.json', 'executable.blob'].map((name) => join(target, name));
  const options = { disableExperimentalSEAWarning: true, useCodeCache: false };
  await writeFile(configuration, JSON.stringify({ main: join(plugin, 'dist', BUNDLE), output, ...options }));
  const node = nodeFor(process.arch === 'arm64' ? 'linux_arm64' : 'linux_amd64', cache);
  execFileSync(node, ['--experimental-sea-config', configuration], { stdio: ['ignore', 'ignore', 'inherit'] });
  const blob = await readFile(output);
  await Promise.all([configuration, output].map((path) => rm(path)));
  return blob;
}

async function pack() {
  const archive = join(target, `${id}-${version}.zip`);
  say(`Packing ${basename(archive)} …`);
  const zip = new yazl.ZipFile();
  for (const path of await filesIn(folder)) {
    const { mode } = await stat(path);
    zip.addFile(path, relative(target, path), { mode });
  }
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(archive));
  const hash = createHash('sha1');
  await pipeline(createReadStream(archive), hash);
  await writeFile(`${archive}.sha1`, `${hash.digest('hex')}  ${basename(archive)}\n`);
  const { size } = await stat(archive);
  say(`${relative(process.cwd(), archive)}: ${Math.round(size / 2 ** 20)} MiB, and its .sha1`);
}

async function filesIn(directory) {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
