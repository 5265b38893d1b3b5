/** Unit tests run from the TypeScript sources; what they start as a process of its own runs from the build. */
const source = {
  '^@saleshub/model$': '<rootDir>/model/src/index.ts',
  '^@saleshub/store/(read|write|embedded)$': '<rootDir>/store/src/$1/index.ts',
  '^@saleshub/ingest$': '<rootDir>/ingest/src/index.ts',
};

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/model/src', '<rootDir>/store/src', '<rootDir>/ingest/src', '<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  moduleNameMapper: source,
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/'],
  testTimeout: 60_000,
};
