import { runSteps } from './run-steps.ts';

/** All tests, fast tiers first. Further arguments go to jest. */
process.exit(await runSteps([{ name: 'tests', command: 'jest', args: process.argv.slice(2) }]));
