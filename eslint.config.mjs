import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import grafanaConfig from '@grafana/eslint-config';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

/**
 * Who may import whom. A folder may import what its list matches, its own files, and nothing else;
 * test files may import more (see below).
 */
const folders = [
  { files: 'model/src', may: ['zod$', 'temporal-polyfill$', '@stdlib/'] },
  { files: 'store/src/read', may: ['@saleshub/model$', '@clickhouse/client$', 'node:', 'zod$'] },
  { files: 'store/src/write', may: ['@saleshub/model$', '@clickhouse/client$', 'node:', 'zod$', '(\\.\\./)+read/'] },
  { files: 'store/src/embedded', may: ['chdb$', 'node:', 'zod$'] },
  { files: 'demo/src', may: ['@saleshub/model$'] },
  { files: 'ingest/src', may: [] },
  ...ingestRooms([
    { room: 'yaml', may: ['yaml$', 'zod$', 'node:'] },
    {
      room: 'intake',
      may: ['@saleshub/model$', '@saleshub/store/write$', 'csv-parse', 'decimal\\.js$', 'luxon$', 'zod$', 'node:'],
      rooms: ['yaml'],
    },
    { room: 'rejected', may: ['@saleshub/store/write$'], rooms: ['intake'] },
    { room: 'records', may: ['@saleshub/model$', '@saleshub/store/write$', 'node:'], rooms: ['intake'] },
    {
      room: 'service',
      may: [
        '@saleshub/model$',
        '@saleshub/store/write$',
        'express$',
        'pino$',
        'pino-http$',
        'prom-client$',
        'zod$',
        'node:',
      ],
      rooms: ['intake', 'rejected', 'records'],
    },
    {
      room: 'import',
      may: [
        '@saleshub/model$',
        'csv-parse',
        'csv-stringify',
        'chardet$',
        'decimal\\.js$',
        'iconv-lite$',
        'luxon$',
        'saxes$',
        'yauzl$',
        'zod$',
        'node:',
      ],
      rooms: ['yaml', 'intake'],
    },
    { room: 'alerts', may: ['@saleshub/model$', '@saleshub/store/', 'zod$'] },
    {
      room: 'app',
      may: ['@saleshub/model$', '@saleshub/demo$', '@saleshub/store/', 'cli-progress$', 'pino$', 'zod$', 'node:'],
      rooms: ['intake', 'records', 'service'],
    },
    {
      room: 'cli',
      may: ['@saleshub/model$', '@saleshub/demo$', '@saleshub/store/', 'commander$', 'csv-stringify', 'pino$', 'node:'],
      rooms: ['yaml', 'intake', 'rejected', 'records', 'import', 'alerts', 'app'],
    },
  ]),
  { files: 'plugin/protocol/src', may: ['@grpc/grpc-js$'] },
  { files: 'plugin/host/src', may: ['@saleshub/plugin-protocol$', '@grpc/grpc-js$', 'apache-arrow$', 'node:'] },
  { files: 'plugin/src', may: ['@saleshub/model$', '@grafana/', 'react$', 'rxjs$', '@emotion/css$'] },
  {
    files: 'plugin/backend/src',
    may: [
      '@saleshub/model$',
      '@saleshub/store/read$',
      '@saleshub/plugin-protocol$',
      '@grpc/grpc-js$',
      'apache-arrow$',
      'prom-client$',
      'zod$',
      'node:',
    ],
  },
  { files: 'dashboards/src', may: ['yaml$', '@saleshub/model$', '@grafana/grafana-foundation-sdk/', 'node:'] },
  {
    files: 'preview/src/page',
    may: ['@grafana/', '@emotion/', 'react', 'rxjs', 'systemjs/'],
  },
  { files: 'preview/src/server', may: ['@saleshub/plugin-host$', 'express$', 'yaml$', 'node:'] },
  {
    files: 'preview/src/start',
    may: ['@saleshub/demo$', '@saleshub/ingest$', '@saleshub/store/', 'pino$', 'node:'],
  },
];

const GRAFANA_PAGES = ['plugin/src/**/*.{ts,tsx}', 'preview/src/page/**/*.{ts,tsx}'];

const { workspaces } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'));

const inFolder = '\\.\\.?/';

/** The rooms of ingest, each after those that it may import. */
function ingestRooms(list) {
  const names = list.map(({ room }) => room);
  return list.map(({ room, may, rooms = [] }) => ({
    files: `ingest/src/${room}`,
    may: [...may, ...rooms.map((other) => `(\\.\\./)+${other}(/|$)`)],
    closed: names,
  }));
}

/** @param closed folders that are another's, unless `may` lists them */
function importRule({ files, may, closed = ['read', 'write', 'embedded'] }) {
  const packages = ['model', 'store', 'demo', 'ingest', 'plugin', 'preview', 'dashboards', 'tests'];
  // A relative path may not leave the folder: neither for another room of the package nor for another package.
  const own = `(?!.*\\.\\./(${[...packages, ...closed].join('|')})(/|$))${inFolder}`;
  const allowed = [...may, own].join('|');
  return {
    files: [`${files}/**/*.{ts,tsx}`],
    ignores: ['**/*.test.{ts,tsx}', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?!(${allowed}))`,
              message: `${files} may import only: ${[...may, 'its own files'].join(', ')}.`,
            },
          ],
        },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', '**/node_modules/**', 'coverage/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  // Grafana's rules, those of React's hooks among them, for what runs in its page or in that of the preview.
  ...grafanaConfig.map((config) => ({ ...config, files: GRAFANA_PAGES })),
  {
    files: GRAFANA_PAGES,
    rules: {
      // JSX is compiled without a React in scope, and types say what properties there are.
      'react/react-in-jsx-scope': 'off',
      'react/prop-types': 'off',
      // As in the rest of the repository.
      curly: 'off',
      '@typescript-eslint/array-type': 'off',
    },
  },
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      'no-console': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-extraneous-dependencies': ['error', { devDependencies: false }],
    },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [createTypeScriptImportResolver()],
    },
  },
  ...folders.map(importRule),
  ...workspaces.map((workspace) => ({
    // Tests may use what the root installs for all of them.
    files: [
      `${workspace}/**/*.test.{ts,tsx}`,
      `${workspace}/**/testing/**`,
      ...(workspace === 'tests' ? ['tests/**'] : []),
    ],
    rules: {
      'import-x/no-extraneous-dependencies': [
        'error',
        { packageDir: [import.meta.dirname, join(import.meta.dirname, workspace)] },
      ],
    },
  })),
  {
    // An answer that was cut must not pass for a number: only `readRows` looks at the end of it.
    files: ['store/src/**/*.ts', 'ingest/src/**/*.ts', 'plugin/backend/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**', 'store/src/read/read-rows.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='query'][arguments.0.type='ObjectExpression']",
          message: 'Read with readRows: it checks that the answer is complete.',
        },
      ],
    },
  },
  {
    // The domain is pure: no clock, no environment, no chance.
    files: ['model/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'tests/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', require: 'readonly', __dirname: 'readonly' },
    },
    rules: {
      'no-console': 'off',
      'import-x/no-default-export': 'off',
      // Scripts and settings of tools are never shipped.
      'import-x/no-extraneous-dependencies': 'off',
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
);
