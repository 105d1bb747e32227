import { runSteps } from './run-steps.ts';

/** All tests, fast tiers first. With arguments, one run of jest with them. */
const args = process.argv.slice(2);
const tiers = (...names: string[]) => ['--selectProjects', ...names];
const steps =
  args.length > 0
    ? [{ name: 'tests', command: 'jest', args }]
    : [
        {
          name: 'unit, contract, template and web tests',
          command: 'jest',
          args: tiers('unit', 'contract', 'template', 'web'),
        },
        {
          name: 'integration tests on the local cloud',
          command: 'jest',
          args: ['--runInBand', ...tiers('integration')],
        },
      ];
process.exit(await runSteps(steps));
