import { parseArgs } from 'node:util';
import { Problem } from '../local/cloud/problem.ts';

/** The parts of the benchmark, in the order in which they run. */
export const PARTS = [
  'bundles',
  'imports',
  'writes',
  'sweep',
  'erasing',
  'memory',
  'ingress',
  'peers',
  'behaviour',
  'answers',
  'cost',
] as const;
export type Part = (typeof PARTS)[number];

const USAGE = `npm run bench -- [--only ${PARTS.join(',')}] [--out FILE]`;

/** Where the figures of a whole run go. */
export const RESULTS = 'bench/results.json';

export interface Options {
  readonly parts: ReadonlySet<Part>;
  /** Where the figures go; null: a run of some parts only is printed, and the committed file stays whole. */
  readonly out: string | null;
}

/** The cost is made of what these two measure. */
const NEEDED_FOR_COST: readonly Part[] = ['writes', 'ingress'];

/** @throws Problem for options and parts that do not exist */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string' }, out: { type: 'string' } },
    });
    if (values.only === undefined) return { parts: new Set(PARTS), out: values.out ?? RESULTS };
    const named = values.only.split(',').map(partOf);
    const parts = new Set(named.includes('cost') ? [...named, ...NEEDED_FOR_COST] : named);
    return { parts, out: values.out ?? null };
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

function partOf(name: string): Part {
  const part = PARTS.find((known) => known === name);
  if (!part) throw new Error(`There is no part "${name}"`);
  return part;
}
