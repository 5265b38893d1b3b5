import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import CopyPlugin from 'copy-webpack-plugin';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
const model = join(here, '../model/src');
const require = createRequire(import.meta.url);
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const { id } = JSON.parse(readFileSync(join(source, 'plugin.json'), 'utf8'));

/** The libraries that Grafana hands to a plugin when it loads it; one copy of each must serve the whole page. */
const FROM_GRAFANA = [
  '@emotion/css',
  '@emotion/react',
  'i18next',
  'lodash',
  'moment',
  'react',
  'react/jsx-runtime',
  'react-dom',
  'react-router',
  'rxjs',
  'rxjs/operators',
  /^@grafana\/(data|ui|runtime|i18n)$/,
];

const release = { VERSION: version, TODAY: new Date().toISOString().slice(0, 10) };
const fillIn = (text) => text.toString().replace(/%(VERSION|TODAY)%/g, (_, name) => release[name]);

/** @type {(env: unknown, options: { mode?: string }) => import('webpack').Configuration} */
export default (_env, { mode }) => ({
  mode: mode ?? 'production',
  target: ['web', 'es2022'],
  context: source,
  entry: { module: './module.ts' },
  devtool: 'source-map',
  externals: FROM_GRAFANA,
  resolve: {
    extensions: ['.ts', '.tsx', '.js'],
    // The model from its sources: its build is CommonJS, of which nothing unused can be left out.
    alias: { '@saleshub/model$': join(model, 'index.ts') },
  },
  module: {
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        use: {
          loader: require.resolve('swc-loader'),
          options: {
            jsc: {
              target: 'es2022',
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
            },
          },
        },
      },
      // The domain is pure: loading a file of it does nothing.
      { test: /\.ts$/, include: model, sideEffects: false },
    ],
  },
  output: {
    path: join(here, 'dist'),
    filename: '[name].js',
    // Grafana loads plugins as AMD modules.
    library: { type: 'amd' },
    publicPath: `public/plugins/${id}/`,
    uniqueName: id,
    // The backend's build writes its programs into the same folder.
    clean: { keep: /^(gpx_|saleshub-backend|go_plugin|lib\/)/ },
  },
  performance: { maxAssetSize: 400_000, maxEntrypointSize: 400_000 },
  plugins: [
    new CopyPlugin({
      patterns: [
        { from: 'plugin.json', transform: fillIn },
        { from: '../README.md', to: 'README.md' },
        { from: '../CHANGELOG.md', to: 'CHANGELOG.md' },
        { from: '../../LICENSE', to: 'LICENSE', toType: 'file' },
        { from: 'img/', to: 'img/' },
        { from: '../../docs/images/', to: 'img/screenshots/' },
      ],
    }),
  ],
});
