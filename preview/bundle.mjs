// Makes the page's JavaScript from its sources and Grafana's libraries. Usage: node bundle.mjs
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const folder = join(here, 'dist/page');

/** A package's folder, also where its `exports` do not say. */
const packageFolder = (name) => dirname(require.resolve(`${name}/package.json`));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: { main: join(here, 'src/page/main.tsx') },
  outdir: join(folder, 'assets'),
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  minify: true,
  legalComments: 'linked',
  logLevel: 'warning',
  // systemjs states a type of module that only browsers know.
  logOverride: { 'package.json': 'silent' },
  tsconfig: join(here, 'src/page/tsconfig.json'),
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}', global: 'window' },
  loader: { '.svg': 'dataurl', '.ttf': 'file', '.woff2': 'file', '.woff': 'file', '.png': 'file' },
  alias: {
    '@grafana/runtime/data-source-settings': join(
      packageFolder('@grafana/runtime'),
      'dist/esm/services/dataSource/settings.mjs',
    ),
  },
});
copyFileSync(join(here, 'src/page/index.html'), join(folder, 'index.html'));
cpSync(join(here, 'src/page/icons'), join(folder, 'icons'), { recursive: true });
