import type { InboundAttachment } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import type { MessageKind } from '../../domain/timeline.ts';
import { defined } from '../shared/fields.ts';

/** The part of a message that depends on its type. */
export interface Content {
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly attachments: readonly InboundAttachment[];
  readonly data: Readonly<Record<string, Json>>;
}

/** Words only. */
export function textContent(text: string): Content {
  return { kind: 'text', text, attachments: [], data: {} };
}

/** Neither words nor files: a card, a shared post. Facts that are undefined are left out. */
export function factsContent(kind: MessageKind, facts: Readonly<Record<string, Json | undefined>>): Content {
  return { kind, text: null, attachments: [], data: defined(facts) };
}

interface FileFacts {
  readonly url?: string;
  readonly mediaId?: string;
  /** Bytes, as TikTok says. */
  readonly size?: number | undefined;
}

/** One file, of a kind that is also the message's. Facts that are undefined are left out. */
export function fileContent(
  kind: InboundAttachment['kind'],
  file: FileFacts,
  facts: Readonly<Record<string, Json | undefined>> = {},
): Content {
  const attachment = defined({ kind, ...file }) as InboundAttachment;
  return { kind, text: null, attachments: [attachment], data: defined(facts) };
}

/** A placeholder for what only TikTok's own app can show. `platformType` is the type as TikTok wrote it. */
export function unsupportedContent(platformType: string, text: string | null = null): Content {
  return { kind: 'unsupported', text, attachments: [], data: { platformType } };
}
