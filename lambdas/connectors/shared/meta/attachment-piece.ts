import type { InboundAttachment } from '../../../domain/inbound.ts';
import type { Json } from '../../../domain/platform.ts';
import type { MessageKind } from '../../../domain/timeline.ts';
import { asObject, field, type JsonObject, objectField, textField } from '../fields.ts';
import type { Dialect } from './dialect.ts';

/** What one attachment adds to its message. */
export interface Piece {
  readonly kind: MessageKind;
  readonly data: Readonly<Record<string, Json>>;
  /** A file of the customer's own, to be fetched. Links to what belongs to others are in `data` instead. */
  readonly file?: InboundAttachment;
  /** Meta sometimes sends one thing as two attachments; they have one of these in common. */
  readonly identities?: readonly string[];
  /** The preview of a link, which does not make a message something else than its text. */
  readonly preview?: true;
}

/** @param payload `attachment.payload`, which may be missing or null */
export type AttachmentReader = (payload: JsonObject | undefined, attachment: JsonObject) => Piece;

export function unsupported(platformType?: string): Piece {
  return { kind: 'unsupported', data: platformType === undefined ? {} : { platformType } };
}

/** The attachments of a message in order, the same thing once. */
export function piecesOf(dialect: Dialect, message: JsonObject): Piece[] {
  const list = field(message, 'attachments');
  const pieces = Array.isArray(list) ? list.map((element) => pieceOf(dialect, asObject(element))) : [];
  return pieces.reduce(withoutTwins, []);
}

function pieceOf({ attachments }: Dialect, attachment: JsonObject | undefined): Piece {
  const type = textField(attachment, 'type');
  const read = type !== undefined && Object.hasOwn(attachments, type) ? attachments[type] : undefined;
  return attachment && read ? read(objectField(attachment, 'payload'), attachment) : unsupported(type);
}

function withoutTwins(kept: Piece[], piece: Piece): Piece[] {
  const isTwin = (other: Piece) => other.identities?.some((id) => piece.identities?.includes(id)) ?? false;
  if (!kept.some(isTwin)) return [...kept, piece];
  return kept.map((other) =>
    isTwin(other) ? { ...piece, ...other, data: { ...piece.data, ...other.data } } : other,
  );
}
