// Makes the program that Grafana starts: one file of JavaScript, from the sources of the workspace, and beside it what
// Grafana looks for, an executable for each system. Usage: node bundle.mjs [folder]
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const folder = resolve(process.argv[2] ?? join(here, '../dist'));

/** The program needs nothing of the system but Node on the default path, so every executable is the same. */
const SYSTEMS = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64'];
const BUNDLE = 'saleshub-backend.cjs';

mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [join(here, 'src/main.ts')],
  outfile: join(folder, BUNDLE),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  // Names of errors and functions are read in the log.
  keepNames: true,
  legalComments: 'linked',
  logLevel: 'warning',
  alias: {
    '@saleshub/model': join(root, 'model/src/index.ts'),
    '@saleshub/store/read': join(root, 'store/src/read/index.ts'),
    '@saleshub/plugin-protocol': join(root, 'plugin/protocol/src/index.ts'),
  },
});
for (const system of SYSTEMS) {
  const file = join(folder, `gpx_saleshub_${system}`);
  // Replaced, not overwritten: one that runs keeps its own.
  rmSync(file, { force: true });
  writeFileSync(file, `#!/usr/bin/env node\nrequire('./${BUNDLE}');\n`);
  chmodSync(file, 0o755);
}
