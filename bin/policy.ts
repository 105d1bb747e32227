import { bindingProblems } from '../policy/check-bindings.ts';
import { POLICY } from '../policy/policy.ts';
import { reportOf } from '../policy/report.ts';
import { runProofs } from '../policy/run-proofs.ts';

/**
 * `npm run policy [-- --brief]`: shows what keeps each clause of the privacy policy, after running the tests that prove it. Fails when a clause is
 * unbound, a control is gone, or a test is missing, skipped or red.
 */
const problems = bindingProblems(POLICY);
const tests = POLICY.bindings.flatMap(({ proofs, switches }) => [...proofs, ...switches]);
console.log(`Running ${new Set(tests.map(({ file, name }) => `${file} ${name}`)).size} tests …\n`);
const { lines, broken } = reportOf(POLICY, runProofs(tests), process.argv.includes('--brief'));
for (const line of [...lines, ...problems]) console.log(line);
process.exit(problems.length + broken.length === 0 ? 0 : 1);
