import type { ConversationStatus } from './conversation.ts';
import type { Millis, PlatformId } from './platform.ts';
import type { ReplyWindow } from './reply-window.ts';
import type { Preview } from './stored.ts';

/** A conversation as agents see it. */
export interface Conversation {
  readonly id: string;
  readonly platform: PlatformId;
  readonly connectionId: string;
  readonly accountId: string;
  readonly customer: {
    readonly id: string;
    /** Null where the platform tells no name, and after an erasure; so is the other. */
    readonly displayName: string | null;
    readonly platformUserId: string | null;
  };
  readonly group?: { readonly kind: 'group' | 'room'; readonly platformId: string };
  /** Present in the comments below a post. */
  readonly thread?: { readonly kind: 'comment'; readonly platformId: string };
  readonly status: ConversationStatus;
  readonly snoozedUntil?: Millis;
  readonly assigneeId: string | null;
  readonly labels: readonly string[];
  readonly unreadCount: number;
  readonly version: number;
  /** Grows with everything that changes what is stored of it: of two that were read, the later one has the higher. */
  readonly revision: number;
  readonly lastActivityAt: Millis;
  readonly preview: Preview;
  readonly replyWindow: ReplyWindow;
}
