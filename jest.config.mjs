/** Unit tests run from the TypeScript sources; what they start as a process of its own runs from the build. */
const source = {
  '^@saleshub/model$': '<rootDir>/model/src/index.ts',
  '^@saleshub/store/(read|write|embedded)$': '<rootDir>/store/src/$1/index.ts',
  '^@saleshub/(demo|ingest)$': '<rootDir>/$1/src/index.ts',
  '^@saleshub/plugin-(protocol|host)$': '<rootDir>/plugin/$1/src/index.ts',
};

const programs = {
  displayName: 'programs',
  testEnvironment: 'node',
  roots: [
    '<rootDir>/model/src',
    '<rootDir>/store/src',
    '<rootDir>/demo/src',
    '<rootDir>/ingest/src',
    '<rootDir>/plugin/protocol/src',
    '<rootDir>/plugin/host/src',
    '<rootDir>/plugin/backend/src',
    '<rootDir>/dashboards/src',
    '<rootDir>/preview/src',
    '<rootDir>/tests',
  ],
  testMatch: ['**/*.test.ts'],
  moduleNameMapper: source,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
};

export default {
  projects: [programs, '<rootDir>/plugin/jest.config.mjs'],
  reporters: ['default', '<rootDir>/scripts/list-skipped.mjs', '<rootDir>/scripts/report-budgets.mjs'],
  testSequencer: '<rootDir>/scripts/longest-first.mjs',
  testTimeout: 60_000,
  // All cores: half of the time of most tests is waiting for an engine or a browser.
  maxWorkers: '100%',
};
