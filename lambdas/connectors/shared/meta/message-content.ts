import type { InboundAttachment } from '../../../domain/inbound.ts';
import type { Json } from '../../../domain/platform.ts';
import type { MessageKind } from '../../../domain/timeline.ts';
import { isTrue, type JsonObject, objectField, textField } from '../fields.ts';
import { type Piece, piecesOf } from './attachment-piece.ts';
import type { Dialect } from './dialect.ts';
import { ids } from './rename-fields.ts';
import { webUrl } from './urls.ts';

/** The part of a message that depends on what was sent. */
export interface Content {
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly attachments: readonly InboundAttachment[];
  readonly data: Readonly<Record<string, Json>>;
}

/**
 * Text and any number of attachments are one message. Its kind is that of the first attachment that can be shown, and
 * otherwise `text`; what further attachments say is in `data.also`.
 */
export function contentOf(dialect: Dialect, message: JsonObject): Content {
  const text = textField(message, 'text') ?? null;
  if (isTrue(message, 'is_unsupported')) return { kind: 'unsupported', text, attachments: [], data: {} };
  const pieces = piecesOf(dialect, message);
  const main = mainOf(pieces, text);
  const story = objectField(objectField(message, 'reply_to'), 'story');
  const also = pieces.filter((piece) => piece !== main && says(piece)).map(asData);
  return {
    kind: story ? 'story_reply' : (main?.kind ?? (text ? 'text' : 'unsupported')),
    text,
    attachments: pieces.map((piece) => piece.file).filter((file) => file !== undefined),
    data: { ...main?.data, ...storyData(story), ...(also.length > 0 ? { also } : {}) },
  };
}

function mainOf(pieces: readonly Piece[], text: string | null): Piece | undefined {
  const shown = pieces.find((piece) => piece.kind !== 'unsupported' && !piece.preview);
  if (shown ?? text) return shown;
  return pieces.find((piece) => piece.preview) ?? pieces[0];
}

/** An empty preview beside a text is nothing that anybody misses. */
function says({ kind, data, preview }: Piece): boolean {
  return Object.keys(data).length > 0 && !(preview && kind === 'unsupported');
}

function asData(piece: Piece): Json {
  return { kind: piece.kind, ...piece.data };
}

/** The story is not the customer's: a link that dies with it, never copied. */
function storyData(story: JsonObject | undefined): Record<string, Json> {
  const storyUrl = webUrl(story, 'url');
  return { ...ids(story, { storyId: 'id' }), ...(storyUrl ? { storyUrl } : {}) };
}
