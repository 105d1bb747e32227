import type { InboundAttachment, ReplyToken } from './inbound.ts';
import type { Json, Millis } from './platform.ts';

/** The part of a message that is sealed: everything that somebody wrote, sent or is called. */
export interface MessageContent {
  readonly platformMessageId: string;
  readonly text: string | null;
  readonly attachments: readonly InboundAttachment[];
  readonly data: Readonly<Record<string, Json>>;
  readonly authorType: 'customer' | 'agent' | 'bot' | 'external';
  readonly authorName?: string;
  /** The platform's user id of the author, where it is known. */
  readonly authorPlatformId?: string;
  readonly replyToPlatformMessageId?: string;
  readonly replyToken?: ReplyToken;
  readonly handles?: Readonly<Record<string, string>>;
  readonly edit?: Edit;
  readonly deletedAt?: Millis;
  /** By the opaque id of the person. A taken-back reaction stays as null, so that an older one cannot return. */
  readonly reactions?: Readonly<Record<string, ReactionState>>;
}

export interface Edit {
  readonly order: number;
  readonly at: Millis;
  readonly text: string;
}

export interface ReactionState {
  readonly emoji: string | null;
  readonly at: Millis;
}

/** What happened to a message after it was written. Patches merge in any order and any number of times. */
export interface MessagePatch {
  readonly edit?: Edit;
  readonly deletedAt?: Millis;
  readonly reactions?: Readonly<Record<string, ReactionState>>;
  /** The customer has read this message and all before it. */
  readonly read?: true;
}

/** Joins two patches: the earliest deletion, the edit of the largest order, the latest reaction of each person. */
export function mergePatches(a: MessagePatch, b: MessagePatch): MessagePatch {
  const edit = laterEdit(a.edit, b.edit);
  const deletedAt = earliest(a.deletedAt, b.deletedAt);
  const reactions = mergeReactions(a.reactions, b.reactions);
  return {
    ...(edit ? { edit } : {}),
    ...(deletedAt !== undefined ? { deletedAt } : {}),
    ...(reactions ? { reactions } : {}),
    ...((a.read ?? b.read) ? { read: true as const } : {}),
  };
}

/** The message as it is after a patch. A deletion takes the content away and wins over everything else. */
export function patchContent(content: MessageContent, patch: MessagePatch): MessageContent {
  const merged = mergePatches(content, patch);
  if (merged.deletedAt !== undefined) return emptied(content, merged.deletedAt);
  return {
    ...content,
    ...(merged.edit ? { edit: merged.edit, text: merged.edit.text } : {}),
    ...(merged.reactions ? { reactions: merged.reactions } : {}),
  };
}

/** What remains of a deleted message: which one it was, and when it went. */
function emptied(content: MessageContent, deletedAt: Millis): MessageContent {
  return {
    platformMessageId: content.platformMessageId,
    authorType: content.authorType,
    text: null,
    attachments: [],
    data: {},
    deletedAt,
  };
}

function laterEdit(a: Edit | undefined, b: Edit | undefined): Edit | undefined {
  if (!a || !b) return a ?? b;
  if (a.order !== b.order) return a.order > b.order ? a : b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return a.text >= b.text ? a : b;
}

function earliest(a: Millis | undefined, b: Millis | undefined): Millis | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

type Reactions = Readonly<Record<string, ReactionState>>;

function mergeReactions(a: Reactions | undefined, b: Reactions | undefined): Reactions | undefined {
  if (!a || !b) return a ?? b;
  const merged: Record<string, ReactionState> = { ...a };
  for (const [by, theirs] of Object.entries(b)) {
    const ours = merged[by];
    merged[by] = ours === undefined || isLater(theirs, ours) ? theirs : ours;
  }
  return merged;
}

function isLater(a: ReactionState, b: ReactionState): boolean {
  return a.at === b.at ? (a.emoji ?? '') > (b.emoji ?? '') : a.at > b.at;
}
