import type { Binding } from '../../../policy/binding.ts';
import type { Policy } from '../../../policy/check-bindings.ts';
import { reportOf } from '../../../policy/report.ts';
import type { Outcome } from '../../../policy/run-proofs.ts';

const binding: Binding = {
  clause: 'SEC-1',
  controls: [{ file: 'lib/lock.ts', name: 'Lock' }],
  proofs: [{ file: 'test/unit/lock.test.ts', name: 'the lock holds' }],
  switches: [{ file: 'test/unit/lock.test.ts', name: 'switched off: the lock' }],
};
const policy: Policy = {
  clauses: ['SEC-1', 'INC-1'],
  bindings: [binding],
  open: [{ clause: 'INC-1', reason: 'nobody made it', since: '2026-11-25' }],
};
const report = (outcome: Outcome, all = policy) =>
  reportOf(all, { of: () => outcome, integrationAt: null }, false);

describe('the report on the policy', () => {
  it('says of each clause what keeps it, and of an open one why it is', () => {
    const { lines, broken } = report('passed');
    expect(lines.join('\n')).toBe(
      [
        'SEC-1  kept    1 control, 1 proof, 1 switch',
        '       control  Lock (lib/lock.ts)',
        '       proof    passed   unit         the lock holds',
        '       switch   passed   unit         switched off: the lock',
        'INC-1  open    since 2026-11-25: nobody made it',
        '',
        '2 clauses: 1 kept, 1 open, 0 broken',
      ].join('\n'),
    );
    expect(broken).toEqual([]);
  });

  it.each(['failed', 'skipped', 'missing'] as const)('calls a clause broken whose test is %s', (outcome) => {
    const { lines, broken } = report(outcome);
    expect(broken).toEqual(['SEC-1']);
    expect(lines[0]).toContain('BROKEN');
  });

  it('calls a clause broken that nobody bound', () => {
    expect(report('passed', { ...policy, open: [] }).broken).toEqual(['INC-1']);
  });

  it('takes a test that needs the local cloud as not run, and says so', () => {
    const proofs = [{ file: 'test/integration/lock.test.ts', name: 'the lock holds' }];
    const { lines, broken } = report('not run', { ...policy, bindings: [{ ...binding, proofs }] });
    expect(broken).toEqual([]);
    expect(lines.at(-1)).toBe('integration tests: not run here yet ("npm test")');
  });
});
