import type { InboundAttachment, InboundMessage, Person, Thread } from '../../../domain/inbound.ts';
import type { Json, Millis } from '../../../domain/platform.ts';

/** A comment as both platforms have it. */
export interface Comment {
  readonly accountId: string;
  readonly id: string;
  /** The comment that this one answers; undefined for one directly below the post. */
  readonly parentId: string | undefined;
  /** Null when Meta hides who wrote it. */
  readonly author: Person | null;
  /** Written by the connected account. */
  readonly own: boolean;
  readonly text: string | null;
  readonly attachments: readonly InboundAttachment[];
  readonly data: Readonly<Record<string, Json>>;
  readonly at: Millis;
}

/** A conversation below a post is named by its top-level comment. */
export function commentThread({ id, parentId }: Pick<Comment, 'id' | 'parentId'>): Thread {
  return { kind: 'comment', id: parentId ?? id };
}

/** The account's own comment is outbound, so that nobody and nothing answers it; whom it answers Meta does not say. */
export function commentMessage(comment: Comment): InboundMessage {
  const { id, parentId, own } = comment;
  return {
    type: 'message',
    accountId: comment.accountId,
    thread: commentThread(comment),
    customer: own ? null : comment.author,
    platformMessageId: id,
    direction: own ? 'outbound' : 'inbound',
    author: { type: own ? 'external' : 'customer' },
    kind: 'comment',
    text: comment.text,
    attachments: comment.attachments,
    data: { commentId: id, ...(parentId ? { parentId } : {}), ...comment.data },
    sentAt: comment.at,
  };
}
