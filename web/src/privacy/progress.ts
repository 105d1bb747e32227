import type { Schema } from '../api/client.ts';
import { hasEnded } from './clock.ts';

type Request = Schema<'PrivacyRequest'>;

/** The steps of each kind of request, in their order (docs/privacy/erasure.md, docs/privacy/export.md). */
const STEPS = {
  erase: [
    'verify',
    'check_holds',
    'restrict',
    'destroy_keys',
    'delete',
    'notify',
    'prove',
    'certify',
    'close',
  ],
  access: ['verify', 'gather', 'pack', 'ready'],
  correct: ['verify', 'correct', 'close'],
} as const;

export type StepName = (typeof STEPS)[keyof typeof STEPS][number];

/** `waiting`: not begun. `found`: the proof found something, which is erased before it looks again. */
export type StepState = 'waiting' | 'running' | 'done' | 'held' | 'found' | 'failed';

/** A step as it is shown. */
export interface Step {
  readonly name: StepName;
  readonly state: StepState;
  /** When it got there; null = not begun. */
  readonly at: string | null;
  readonly counts: readonly (readonly [name: string, count: number])[];
}

/** All steps of a request: what is done, what is under way, what comes. */
export function stepsOf(request: Pick<Request, 'type' | 'state' | 'steps' | 'verifiedAt'>): readonly Step[] {
  const known = STEPS[request.type].map((name) => stepOf(request, name));
  if (hasEnded(request) || request.verifiedAt === null) return known;
  // The first that is not done is what the work is at, or where it broke off.
  const at = known.findIndex(({ state }) => state !== 'done');
  const works = request.state === 'failed' ? 'failed' : 'running';
  return known.map((step, i) => (i === at && step.state === 'waiting' ? { ...step, state: works } : step));
}

function stepOf(request: Pick<Request, 'steps' | 'verifiedAt' | 'state'>, name: StepName): Step {
  const found = request.steps.find((step) => step.name === name);
  if (!found && name === 'verify' && request.verifiedAt !== null)
    return { name, state: 'done', at: request.verifiedAt, counts: [] };
  if (!found) return { name, state: 'waiting', at: null, counts: [] };
  const counts = Object.entries(found.counts).map(([key, value]) => [key, Number(value)] as const);
  return { name, state: stateOf(found.state), at: found.at, counts };
}

function stateOf(text: string): StepState {
  const states = ['running', 'done', 'held', 'found', 'failed'] as const;
  return states.find((one) => one === text) ?? 'running';
}

/** How many of the steps are done. */
export function doneOf(steps: readonly Step[]): number {
  return steps.filter(({ state }) => state === 'done').length;
}

/** What the work is at; undefined = it waits or has ended. */
export function currentOf(steps: readonly Step[]): Step | undefined {
  return steps.find(({ state }) => state !== 'done' && state !== 'waiting');
}

/** Counts that have words here; of others the name is shown. */
const COUNTED = [
  'Inbox',
  'Connections',
  'SubjectKeys',
  'Ledger',
  'Media',
  'keys',
  'holds',
  'told',
  'found',
  'rounds',
  'files',
  'parts',
] as const;

/** What was counted, as the texts name it; null = they do not. */
export function countedOf(name: string): (typeof COUNTED)[number] | null {
  return COUNTED.find((one) => one === name) ?? null;
}
