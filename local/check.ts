import { runSteps, type Step } from './run-steps.ts';

/** Types, lint, dependency direction, unit, contract and template tests, synthesis. `--without-tests` leaves the tests out. */
const steps: Step[] = [
  { name: 'types', command: 'tsc', args: ['-p', '.'] },
  { name: 'types of the console', command: 'tsc', args: ['-p', 'web'] },
  { name: 'types of its tests', command: 'tsc', args: ['-p', 'web/tsconfig.tests.json'] },
  { name: 'lint and format', command: 'biome', args: ['check', '.'] },
];
if (!process.argv.includes('--without-tests')) {
  steps.push({
    name: 'unit, contract, template and web tests',
    command: 'jest',
    args: ['--selectProjects', 'unit', 'contract', 'template', 'web'],
  });
}
steps.push({ name: 'bundles', command: 'node', args: ['local/build.ts'] });
steps.push({ name: 'the console', command: 'node', args: ['local/build-web.ts'] });
for (const stage of ['local', 'development', 'production']) {
  const args = ['synth', '--quiet', '-c', `stage=${stage}`, '--output', `cdk.out/${stage}`];
  steps.push({ name: `synthesis of the stage ${stage}`, command: 'cdk', args });
}
process.exit(await runSteps(steps));
