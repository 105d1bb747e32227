import { existsSync, readFileSync } from 'node:fs';
import type { Binding, Control, OpenClause, Proof } from './binding.ts';
import { type TitlePattern, titlesIn } from './test-titles.ts';

export interface Policy {
  /** Ids of all clauses. */
  readonly clauses: readonly string[];
  readonly bindings: readonly Binding[];
  readonly open: readonly OpenClause[];
}

/** The text of a file of the repository; null = there is none. */
export type ReadSource = (file: string) => string | null;

export const readSource: ReadSource = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** A sentence for each clause, control or test of the policy that is not there. */
export function bindingProblems(policy: Policy, read: ReadSource = readSource): string[] {
  return [...clauseProblems(policy), ...policy.bindings.flatMap((binding) => problemsOf(binding, read))];
}

function clauseProblems({ clauses, bindings, open }: Policy): string[] {
  const bound = bindings.map(({ clause }) => clause);
  const opened = open.map(({ clause }) => clause);
  return [
    ...clauses.filter((id) => !bound.includes(id) && !opened.includes(id)).map((id) => `${id} is not bound`),
    ...bound.filter((id) => opened.includes(id)).map((id) => `${id} is bound and open at once`),
    ...bound.filter((id, i) => bound.indexOf(id) !== i).map((id) => `${id} is bound twice`),
    ...[...bound, ...opened]
      .filter((id) => !clauses.includes(id))
      .map((id) => `${id} is no clause of the policy`),
    ...open
      .filter(({ reason, since }) => !reason || !/^\d{4}-\d{2}-\d{2}$/.test(since))
      .map(({ clause }) => `${clause} is open without reason or date`),
  ];
}

function problemsOf({ clause, controls, proofs, switches }: Binding, read: ReadSource): string[] {
  const kinds = { control: controls.length, proof: proofs.length, switch: switches.length };
  const lacking = Object.entries(kinds).filter(([, count]) => count === 0);
  return [
    ...lacking.map(([kind]) => `${clause} has no ${kind}`),
    ...controls.flatMap((one) => controlProblems(one, read).map((text) => `${clause}: ${text}`)),
    ...[...proofs, ...switches].flatMap((one) =>
      proofProblems(one, read).map((text) => `${clause}: ${text}`),
    ),
  ];
}

function controlProblems({ file, name }: Control, read: ReadSource): string[] {
  const source = read(file);
  if (source === null) return [`there is no ${file}`];
  const exported = new RegExp(
    `^export (?:async |abstract )*(?:function\\*?|class|const|interface|type) ${name}\\b`,
    'm',
  );
  return exported.test(source) ? [] : [`${file} exports no ${name}`];
}

const titles = new Map<string, readonly TitlePattern[]>();

function proofProblems({ file, name }: Proof, read: ReadSource): string[] {
  const source = read(file);
  if (source === null) return [`there is no ${file}`];
  const known = titles.get(source) ?? titlesIn(source);
  titles.set(source, known);
  const tests = known.filter(({ pattern }) => pattern.test(name));
  if (tests.length === 0) return [`${file} has no test "${name}"`];
  return tests.every(({ skipped }) => skipped) ? [`"${name}" in ${file} is skipped`] : [];
}
