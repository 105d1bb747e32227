import type { Binding, Proof } from './binding.ts';
import type { Policy } from './check-bindings.ts';
import type { Outcomes } from './run-proofs.ts';

export interface PolicyReport {
  readonly lines: readonly string[];
  /** Clauses that are neither kept nor known to be open. */
  readonly broken: readonly string[];
}

/** Says clause by clause what keeps it and what came of the tests. @param brief a line for each clause, and what is wrong */
export function reportOf(policy: Policy, outcomes: Outcomes, brief: boolean): PolicyReport {
  const lines: string[] = [];
  const broken: string[] = [];
  for (const clause of policy.clauses) {
    const binding = policy.bindings.find((one) => one.clause === clause);
    const open = policy.open.find((one) => one.clause === clause);
    if (binding) {
      const wrong = wrongIn(binding, outcomes);
      if (wrong.length > 0) broken.push(clause);
      lines.push(headOf(binding, wrong), ...(brief ? wrong : detailsOf(binding, outcomes)));
    } else if (open) lines.push(`${clause}  open    since ${open.since}: ${open.reason}`);
    else {
      broken.push(clause);
      lines.push(`${clause}  UNBOUND`);
    }
  }
  return { lines: [...lines, ...summaryOf(policy, outcomes, broken)], broken };
}

function headOf({ clause, controls, proofs, switches }: Binding, wrong: readonly string[]): string {
  const counts = `${count(controls, 'control')}, ${count(proofs, 'proof')}, ${count(switches, 'switch', 'switches')}`;
  return `${clause}  ${wrong.length === 0 ? 'kept  ' : 'BROKEN'}  ${counts}`;
}

/** Tests that did not pass. Those that need the local cloud and never ran here are said, and break nothing. */
function wrongIn({ proofs, switches }: Binding, outcomes: Outcomes): string[] {
  return [...proofs, ...switches]
    .filter((proof) => !['passed', 'not run'].includes(outcomes.of(proof)))
    .map((proof) => lineOf('proof', proof, outcomes));
}

function detailsOf({ controls, proofs, switches }: Binding, outcomes: Outcomes): string[] {
  return [
    ...controls.map(({ file, name }) => `       control  ${name} (${file})`),
    ...proofs.map((proof) => lineOf('proof', proof, outcomes)),
    ...switches.map((proof) => lineOf('switch', proof, outcomes)),
  ];
}

function lineOf(kind: 'proof' | 'switch', proof: Proof, outcomes: Outcomes): string {
  const [, tier = ''] = proof.file.split('/');
  return `       ${kind.padEnd(7)}  ${outcomes.of(proof).padEnd(7)}  ${tier.padEnd(11)}  ${proof.name}`;
}

function summaryOf(
  { clauses, open, bindings }: Policy,
  { integrationAt }: Outcomes,
  broken: readonly string[],
): string[] {
  const cloud = bindings.some(({ proofs }) =>
    proofs.some(({ file }) => file.startsWith('test/integration/')),
  );
  const kept = clauses.length - open.length - broken.length;
  return [
    '',
    `${clauses.length} clauses: ${kept} kept, ${open.length} open, ${broken.length} broken`,
    ...(cloud
      ? [
          `integration tests: ${integrationAt === null ? 'not run here yet ("npm test")' : `as of ${integrationAt}`}`,
        ]
      : []),
  ];
}

function count(list: readonly unknown[], one: string, several = `${one}s`): string {
  return `${list.length} ${list.length === 1 ? one : several}`;
}
