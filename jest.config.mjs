/**
 * Tests run as CommonJS through esbuild: fast, and jest's own module registry works without flags.
 * Each tier is a project, so that `--selectProjects unit` runs one alone.
 */
const common = {
  testEnvironment: 'node',
  transform: { '\\.(tsx?|mjs)$|/@middy/.+\\.js$': '<rootDir>/test/support/esbuild-transform.cjs' },
  // middy ships ECMAScript modules only, and says so to nobody who asks with `require`.
  transformIgnorePatterns: ['/node_modules/(?!@middy/)'],
  moduleNameMapper: { '^@middy/(core|util)$': '<rootDir>/node_modules/@middy/$1/index.js' },
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'js', 'cjs', 'json'],
};

const tier = (name, more = {}) => ({
  ...common,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  ...more,
});

export default {
  projects: [
    tier('unit', { setupFilesAfterEnv: ['<rootDir>/test/support/inventory-watch.ts'] }),
    tier('contract'),
    tier('template'),
    tier('web'),
    tier('integration', {
      globalSetup: '<rootDir>/test/integration/local-cloud.setup.ts',
      globalTeardown: '<rootDir>/test/integration/local-cloud.teardown.ts',
    }),
    tier('ui', {
      globalSetup: '<rootDir>/test/ui/browser.setup.ts',
      globalTeardown: '<rootDir>/test/ui/browser.teardown.ts',
    }),
  ],
  // Jest leaves one core free, which on two cores is half of them.
  maxWorkers: '100%',
  // Integration tests wait for a real deployment; a unit test that took this long would be a bug anybody sees.
  testTimeout: 60_000,
  reporters: [
    'default',
    '<rootDir>/test/support/count-reporter.cjs',
    '<rootDir>/test/support/result-reporter.cjs',
  ],
};
