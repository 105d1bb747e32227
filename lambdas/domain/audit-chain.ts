import type { AuditEvent } from './audit-event.ts';
import { digestOf } from './digest.ts';

/** An event in its place in the chain of its workspace. */
export interface ChainedEvent extends AuditEvent {
  /** 1, 2, 3 … without a gap. */
  readonly seq: number;
  /** Random: tells two events apart that are alike in everything else. */
  readonly id: string;
  /** SHA-256, base64url, of the event and the hash of the event before it. */
  readonly hash: string;
}

/** An event of the chain that is known to be right; what comes after it hangs on it. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first event. */
export const BEGINNING: Anchor = { seq: 0, hash: '' };

/** What checking a chain came to. */
export type ChainCheck =
  | { readonly whole: true; readonly events: number; readonly last: Anchor }
  | { readonly whole: false; readonly seq: number; readonly problem: ChainProblem };

/** `missing`: there is none at this place · `foreign`: it is another workspace's · `changed`: its hash is not that of what it says and of what stands before. */
export type ChainProblem = 'missing' | 'foreign' | 'changed';

/** The event that comes after that one. */
export function chained(before: Anchor, id: string, event: AuditEvent): ChainedEvent {
  const next = { ...event, seq: before.seq + 1, id };
  return { ...next, hash: hashOf(before.hash, next) };
}

/** What the event says at its place, and the hash of the event before: nothing of it can change without the hash. */
function hashOf(
  before: string,
  { hash: _hash, ...said }: Omit<ChainedEvent, 'hash'> & { hash?: string },
): string {
  return digestOf(canonicalJson({ before, ...said }));
}

/** JSON with names in order and without what is undefined: the same value is always the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, part]) => part !== undefined);
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, part]) => `${JSON.stringify(name)}:${canonicalJson(part)}`).join(',')}}`;
}

/**
 * Checks a workspace's events in their order, up to the first that is wrong. Whether some are missing at the end, nobody can tell from the chain
 * alone: whoever kept its last anchor can.
 * @param since where to begin: the first event must come right after it
 */
export async function checkChain(
  workspaceId: string,
  events: AsyncIterable<ChainedEvent> | Iterable<ChainedEvent>,
  since: Anchor = BEGINNING,
): Promise<ChainCheck> {
  let last = since;
  for await (const event of events) {
    const seq = last.seq + 1;
    const problem = problemOf(workspaceId, last, event);
    if (problem) return { whole: false, seq, problem };
    last = { seq, hash: event.hash };
  }
  return { whole: true, events: last.seq - since.seq, last };
}

function problemOf(workspaceId: string, before: Anchor, event: ChainedEvent): ChainProblem | null {
  if (event.seq > before.seq + 1) return 'missing';
  if (event.workspaceId !== workspaceId) return 'foreign';
  // One that stands twice has a number that was there already, and so another hash.
  return event.seq === before.seq + 1 && event.hash === hashOf(before.hash, event) ? null : 'changed';
}

/** `{seq}:{hash}`, as the operator keeps it. */
export function anchorToText({ seq, hash }: Anchor): string {
  return `${seq}:${hash}`;
}

/** Null: it is none. */
export function anchorOf(text: string): Anchor | null {
  const [, seq = '', hash = ''] = /^([1-9]\d{0,11}):([\w-]{43})$/.exec(text) ?? [];
  return hash === '' ? null : { seq: Number(seq), hash };
}
