import type { Binding } from '../../../policy/binding.ts';
import { bindingProblems, type Policy, readSource } from '../../../policy/check-bindings.ts';
import { POLICY } from '../../../policy/policy.ts';
import { titlesIn } from '../../../policy/test-titles.ts';

const SOURCES: Readonly<Record<string, string>> = {
  'lib/lock.ts': 'export class Lock {}\nconst hidden = 1;',
  'test/lock.test.ts': [
    "describe('the lock', () => {",
    "  it('holds', () => {});",
    "  it.each([1, 2])('turns %i times', () => {});",
    "  it.skip('rusts', () => {});",
    '});',
  ].join('\n'),
};

const whole: Binding = {
  clause: 'SEC-1',
  controls: [{ file: 'lib/lock.ts', name: 'Lock' }],
  proofs: [{ file: 'test/lock.test.ts', name: 'the lock holds' }],
  switches: [{ file: 'test/lock.test.ts', name: 'the lock turns 2 times' }],
};

function problems(change: Partial<Binding> = {}, policy: Partial<Policy> = {}): string[] {
  const all = { clauses: ['SEC-1'], bindings: [{ ...whole, ...change }], open: [], ...policy };
  return bindingProblems(all, (file) => SOURCES[file] ?? null);
}

describe('the policy', () => {
  it('has 38 clauses, all of them bound to controls, tests and switches that exist, or open with a reason', () => {
    expect(POLICY.clauses).toHaveLength(38);
    expect(bindingProblems(POLICY)).toEqual([]);
  });

  it('is open in no clause', () => {
    expect(POLICY.open).toEqual([]);
  });

  it('misses the control that was renamed, and the test that was', () => {
    const read = (file: string) =>
      readSource(file)
        ?.replace('function purposeOf', 'function anythingGoes')
        .replace('a held customer waits', 'a held customer goes') ?? null;
    const found = bindingProblems(POLICY, read);
    expect(found).toContain('USE-1: lambdas/domain/purpose.ts exports no purposeOf');
    expect(found.filter((text) => text.startsWith('RET-1'))).not.toEqual([]);
  });
});

describe('a binding', () => {
  it('that is whole has no problem', () => {
    expect(problems()).toEqual([]);
  });

  it.each([
    [{ controls: [] }, 'SEC-1 has no control'],
    [{ proofs: [] }, 'SEC-1 has no proof'],
    [{ switches: [] }, 'SEC-1 has no switch'],
    [{ controls: [{ file: 'lib/key.ts', name: 'Key' }] }, 'SEC-1: there is no lib/key.ts'],
    [{ controls: [{ file: 'lib/lock.ts', name: 'hidden' }] }, 'SEC-1: lib/lock.ts exports no hidden'],
    [
      { proofs: [{ file: 'test/lock.test.ts', name: 'the lock opens' }] },
      'SEC-1: test/lock.test.ts has no test "the lock opens"',
    ],
    [
      { proofs: [{ file: 'test/lock.test.ts', name: 'the lock rusts' }] },
      'SEC-1: "the lock rusts" in test/lock.test.ts is skipped',
    ],
    [{ clause: 'SEC-9' }, 'SEC-1 is not bound'],
    [{ clause: 'SEC-9' }, 'SEC-9 is no clause of the policy'],
  ])('with %j is noticed', (change, sentence) => {
    expect(problems(change)).toContain(sentence);
  });

  it('is one of a clause, which is not open at once', () => {
    expect(problems({}, { bindings: [whole, whole] })).toContain('SEC-1 is bound twice');
    const open = [{ clause: 'SEC-1', reason: 'none', since: '2026-11-25' }];
    expect(problems({}, { open })).toContain('SEC-1 is bound and open at once');
    expect(problems({}, { bindings: [], open: [{ clause: 'SEC-1', reason: '', since: 'soon' }] })).toContain(
      'SEC-1 is open without reason or date',
    );
  });
});

describe('titles of tests', () => {
  it('are read with what stands above them', () => {
    const source = [
      "describe.each([['a', 1]])('$name with %s', () => {",
      `  describe(\`more $${'{N}'}\`, () => {`,
      "    test.each([\n      ['x (y)', 2],\n    ] as const)(\n      'says \\'%s\\'',\n      () => {},\n    );",
      '  });',
      "  it('ends', () => {});",
      '});',
    ].join('\n');
    const patterns = titlesIn(source).map(({ pattern }) => pattern);
    expect(patterns.map((one) => one.test("parrot with a more 7 says 'x (y)'"))).toEqual([true, false]);
    expect(patterns.map((one) => one.test('parrot with a ends'))).toEqual([false, true]);
  });
});
