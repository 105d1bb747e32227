import type { Ignored, InboundItem } from '../../../domain/inbound.ts';
import type { Millis, PlatformId } from '../../../domain/platform.ts';
import type { JsonObject } from '../fields.ts';
import type { AttachmentReader } from './attachment-piece.ts';

/**
 * What differs between Meta's two messaging products, Messenger for Pages and Instagram. Transport, entries and nearly all
 * events are the same and are read by this folder.
 */
export interface Dialect {
  /** Also the prefix of the rules by which something is ignored. */
  readonly platform: PlatformId;
  /** The value of `object` in the body. */
  readonly object: string;
  /** Readers of attachments by `type`; any other type is shown as unsupported. */
  readonly attachments: Readonly<Record<string, AttachmentReader>>;
  /** Whether `entry.id` may be something else than the account; then the account's side of the event names it. */
  readonly entryIdMayBePlaceholder: boolean;
  /** Reads one element of `changes`, which carries everything that is no messaging. */
  readChange(change: Change): InboundItem[];
}

/** One element of `entry.changes`. */
export interface Change {
  readonly accountId: string;
  readonly field: string;
  readonly value: JsonObject;
  /** `entry.time`: when Meta sent the notification. */
  readonly notifiedAt: Millis | undefined;
}

export function ignored(dialect: Pick<Dialect, 'platform'>, rule: string): Ignored {
  return { type: 'ignored', rule: `${dialect.platform}.${rule}` };
}
