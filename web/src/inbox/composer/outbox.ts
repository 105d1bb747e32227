import type { FileKind } from '../data/limits.ts';

/** What somebody sends. */
export type Draft =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: FileKind; readonly attachmentId: string; readonly name: string };

/** Why a message is not on its way, as the API said. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details: readonly string[];
}

/** A message that the API has not taken yet. */
export interface Waiting {
  /** The `Idempotency-Key`: the same for each try, so that no try makes a second message. */
  readonly key: string;
  readonly conversationId: string;
  readonly draft: Draft;
  /** The newest entry that the writer had seen. */
  readonly seen: string | null;
  readonly at: number;
  /** `answered`: somebody answered meanwhile, and the writer decides. `refused`: nothing will change that. */
  readonly state: 'waiting' | 'answered' | 'refused';
  readonly refusal?: Refusal;
}

/** Messages on their way, in the order in which they were written. */
export type Outbox = readonly Waiting[];

/** What happened to one. */
export type OutboxAct =
  | { readonly type: 'written'; readonly item: Waiting }
  | { readonly type: 'taken'; readonly key: string; readonly entryId: string }
  | { readonly type: 'answered'; readonly key: string }
  | { readonly type: 'refused'; readonly key: string; readonly refusal: Refusal }
  | { readonly type: 'again'; readonly key: string; readonly seen: string | null }
  | { readonly type: 'dropped'; readonly key: string };

/** The outbox after that. */
export function outboxAfter(outbox: Outbox, act: OutboxAct): Outbox {
  switch (act.type) {
    case 'written':
      return [...outbox, act.item];
    case 'taken':
      return taken(outbox, act.key, act.entryId);
    case 'answered':
      return changed(outbox, act.key, (item) => ({ ...item, state: 'answered' }));
    case 'refused':
      return changed(outbox, act.key, (item) => ({ ...item, state: 'refused', refusal: act.refusal }));
    case 'again':
      return changed(outbox, act.key, ({ refusal: _, ...item }) => ({
        ...item,
        state: 'waiting',
        seen: act.seen,
      }));
    case 'dropped':
      return outbox.filter(({ key }) => key !== act.key);
  }
}

/** The writer of the next message saw this one: it was taken only because nobody else had answered. */
function taken(outbox: Outbox, key: string, entryId: string): Outbox {
  const item = outbox.find((one) => one.key === key);
  return outbox
    .filter((one) => one !== item)
    .map((one) =>
      one.conversationId === item?.conversationId && one.seen !== null && one.seen < entryId
        ? { ...one, seen: entryId }
        : one,
    );
}

function changed(outbox: Outbox, key: string, change: (item: Waiting) => Waiting): Outbox {
  return outbox.map((item) => (item.key === key ? change(item) : item));
}

/** What may be tried now: of each conversation the first that waits, so that nothing overtakes. */
export function toTry(outbox: Outbox): readonly Waiting[] {
  const first = new Map<string, Waiting>();
  for (const item of outbox)
    if (item.state === 'waiting' && !first.has(item.conversationId)) first.set(item.conversationId, item);
  return [...first.values()];
}

/** Reads what an earlier page kept; what is not an outbox is nothing. */
export function outboxFrom(text: string | null): Outbox {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? kept.filter(isWaiting) : [];
  } catch {
    return [];
  }
}

function isWaiting(value: unknown): value is Waiting {
  const { key, conversationId, draft, state } = (value ?? {}) as Partial<Waiting>;
  return [key, conversationId, draft?.kind, state].every((one) => typeof one === 'string');
}
