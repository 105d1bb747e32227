import * as z from 'zod/mini';
import { isCursor } from '../../domain/live-change.ts';
import type { SocketMessage } from '../../usecases/live/hear-socket.ts';
import { bodyBytes, bodySize } from '../http-event.ts';

/** A browser says little: what it shows. */
const MAX_MESSAGE_BYTES = 1_024;

const id = z.string().check(z.regex(/^[A-Za-z0-9._~-]{1,64}$/));
const cursor = z.string().check(z.refine(isCursor));

/** `inbox` false: nothing of it is shown, so nothing is told. */
const message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('view'),
    inbox: z.boolean(),
    conversationId: z.optional(z.nullable(id)),
    after: z.optional(cursor),
  }),
  z.strictObject({ type: z.literal('typing') }),
  z.strictObject({ type: z.literal('ping') }),
]);

/** What a browser said; null = nothing that can be understood. */
export function readSocketMessage(event: {
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}): SocketMessage | null {
  const given = { body: event.body ?? '', isBase64Encoded: event.isBase64Encoded ?? false };
  if (bodySize(given) > MAX_MESSAGE_BYTES) return null;
  const parsed = message.safeParse(jsonOf(bodyBytes(given).toString('utf8')));
  if (!parsed.success) return null;
  const said = parsed.data;
  if (said.type !== 'view') return said;
  const view = said.inbox ? { conversationId: said.conversationId ?? null } : null;
  return { type: 'view', view, after: said.after };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
