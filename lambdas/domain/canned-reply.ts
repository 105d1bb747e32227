import type { SavedThing } from './saved-thing.ts';

/** What a canned reply may leave open: whoever sends it fills in the customer's, their own and the shop's name. */
export const REPLY_VARIABLES = ['customer.name', 'agent.name', 'shop.name'] as const;
export type ReplyVariable = (typeof REPLY_VARIABLES)[number];

/** Canned replies of a workspace, at most. */
export const MAX_CANNED_REPLIES = 500;

/** Sealed with the workspace's own subject: shops write account numbers and phone numbers into such texts. */
export interface ReplyContent {
  readonly title: string;
  /** Holds `{{customer.name}}` and the like. */
  readonly text: string;
  /** What agents type to find it; not unique. */
  readonly shortcut?: string;
}

/** A canned reply as it is stored. */
export type StoredReply = SavedThing;

/** An answer that the shop gives again and again. */
export interface CannedReply extends ReplyContent {
  readonly id: string;
  /** The member who wrote it. */
  readonly ownerId: string;
  /** Those that the text holds, each once, in their order. */
  readonly variables: readonly ReplyVariable[];
  readonly version: number;
}

/** Everything between double braces, and braces that are never closed. */
const PLACES = /\{\{([^{}]*)(\}\})?/g;

/** The variables in a text. Null: it holds one that there is none of, or braces that are not closed. */
export function variablesIn(text: string): readonly ReplyVariable[] | null {
  const found = new Set<ReplyVariable>();
  for (const [, name = '', end] of text.matchAll(PLACES)) {
    const known = REPLY_VARIABLES.find((variable) => variable === name.trim());
    if (known === undefined || end === undefined) return null;
    found.add(known);
  }
  return [...found];
}
