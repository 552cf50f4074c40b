// One Jest configuration for every project. `ABGLEICH_TEST_KIND` picks the kind of test by file name:
// unit = *.spec.ts, simulator = *.sim.spec.ts (histories in virtual time), int = *.int.spec.ts and *.contract.spec.ts (real PostgreSQL,
// Kafka, HTTP), e2e = *.e2e.ts.
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const kind = process.env.ABGLEICH_TEST_KIND ?? 'unit';
const testRegex = {
  unit: ['(?<!\\.(int|contract|sim))\\.spec\\.tsx?$'],
  simulator: ['\\.sim\\.spec\\.ts$'],
  int: ['\\.(int|contract)\\.spec\\.ts$'],
  e2e: ['\\.e2e\\.ts$'],
}[kind];

export default {
  rootDir: root,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/tools'],
  testRegex,
  modulePathIgnorePatterns: ['/dist/', '/\\.nx/', '/\\.abgleich/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@abgleich/([a-z-]+)$': ['<rootDir>/libs/$1/src/index.ts', '<rootDir>/apps/$1/src/index.ts'],
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true, tsx: false },
          transform: { legacyDecorator: true, decoratorMetadata: false },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testEnvironment: 'node',
  // Random tests repeat: the same seed unless ABGLEICH_SEED says otherwise (`random` = a new one each time).
  setupFilesAfterEnv: ['<rootDir>/tools/testing/fixed-seed.mjs'],
  testTimeout: kind === 'unit' ? 10_000 : 300_000,
  maxWorkers: kind === 'e2e' ? 4 : 2,
  ...(kind === 'e2e' ? { testSequencer: '<rootDir>/tools/testing/stories-in-turn.mjs' } : {}),
  ...(kind === 'unit' || kind === 'simulator'
    ? {}
    : {
        globalSetup: '<rootDir>/tools/testing/database-setup.mjs',
        globalTeardown: '<rootDir>/tools/testing/database-teardown.mjs',
      }),
  errorOnDeprecated: true,
};
