/** The front end's tests run in an emulated browser, with Grafana's own components. */
const SWC = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
};

/** Packages that are published as ES modules only, which Jest does not load untransformed. */
const ES_MODULES = [
  '@grafana',
  '@wojtekmaj',
  '@openfeature',
  '@react-hookz',
  '@ver0',
  'd3[^/]*',
  'delaunator',
  'immer',
  'internmap',
  'marked',
  'ol',
  'react-calendar',
  'get-user-locale',
  'memoize',
  'mimic-function',
  'robust-predicates',
  'uuid',
].join('|');

export default {
  displayName: 'plugin front end',
  testEnvironment: 'jsdom',
  testTimeout: 60_000,
  roots: ['<rootDir>/src'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  setupFiles: ['<rootDir>/src/testing/browser.ts', '<rootDir>/src/testing/icons.tsx'],
  moduleNameMapper: {
    '^@saleshub/model$': '<rootDir>/../model/src/index.ts',
    '\\.css$': '<rootDir>/src/testing/style-sheet.ts',
  },
  transform: { '\\.m?[jt]sx?$': ['@swc/jest', SWC] },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES})/)`],
};
