// Proves the packed program for this machine: it runs in a folder of its own with nothing but the C library's files, without
// Node and without an environment, as in Grafana's images. Usage: npm run package && npm run package:check [-- FOLDER]
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPlugin } from '@saleshub/plugin-host';

const plugin = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { id } = JSON.parse(readFileSync(join(plugin, 'src/plugin.json'), 'utf8'));
const system = `linux_${process.arch === 'arm64' ? 'arm64' : 'amd64'}`;
const program = join(resolve(process.argv[2] ?? join(plugin, 'packages')), id, `gpx_saleshub_${system}`);

const { includes } = JSON.parse(readFileSync(join(dirname(program), 'plugin.json'), 'utf8'));

const root = mkdtempSync(join(tmpdir(), 'saleshub-bare-'));
try {
  /** Of "libm.so.6 => /lib/libm.so.6 (0x…)" and "/lib64/ld-linux-x86-64.so.2 (0x…)" the paths. */
  const libraries = [...execFileSync('ldd', [program], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g)];
  for (const path of [program, ...libraries.map(([, library]) => library)]) {
    const copy = path === program ? join(root, 'plugin') : join(root, path);
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(path, copy);
  }
  // Started without an environment, neither is found by its name.
  const commands = process.getuid() === 0 ? ['chroot'] : ['unshare', 'chroot'];
  const [first, ...others] = commands.map((name) =>
    execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(),
  );
  await check(others.length === 0 ? [first] : [first, '--map-root-user', ...others]);
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function check(chroot) {
  const running = await startPlugin({ command: [...chroot, root, '/plugin'] });
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${running.pid}/status`, 'utf8'))?.[1];
  // Nothing listens on port 1: what needs no store is answered, all else by the class of what is wrong.
  const nowhere = { url: 'http://127.0.0.1:1' };
  const query = { refId: 'A', model: { refId: 'A', queryType: 'definitions' }, range: { from: 0, to: 1 } };
  const { A: answer } = await running.queryData(nowhere, [query]);
  const health = await running.checkHealth(nowhere);
  const { code } = await running.shutdown();
  const metrics = answer?.frames[0]?.fields[0]?.values.length ?? 0;
  console.log(
    `${system}: handshake after ${Math.round(running.startMilliseconds)} ms, ${Math.round(Number(resident) / 1024)} MiB resident, ` +
      `${metrics} metrics defined, health ${JSON.stringify(health.message)}, ended with ${code}`,
  );
  for (const { path } of includes) {
    const text = readFileSync(join(dirname(program), path), 'utf8');
    // Whatever it asks of the data source, it asks of the one that is chosen at the import.
    if (/"uid": "saleshub"/.test(text)) throw new Error(`${path} names a data source`);
  }
  if (metrics === 0 || !health.message.startsWith('[network]') || code !== 0) process.exitCode = 1;
}
