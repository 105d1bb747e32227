import { deliveryOf } from '../../../lambdas/connectors/shared/meta/sample-meta.ts';
import { deliver } from './deliveries.ts';
import { addressOf, fileById } from './files.ts';
import type { Meta, StoredMessage } from './memory.ts';
import { pageById } from './people.ts';

/** What an echo says of who sent it; Instagram says nothing. */
export interface EchoOf {
  readonly appId?: number | undefined;
  readonly metadata?: string | undefined;
}

/** Tells KaoJai what the account sent, whoever did it. Answers whether it took it. */
export function echo(meta: Meta, stored: StoredMessage, { appId, metadata }: EchoOf): Promise<boolean> {
  const from = {
    ...(appId === undefined ? {} : { app_id: appId }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  const message = { mid: stored.mid, is_echo: true, ...from, ...contentOf(meta, stored) };
  return tell(meta, stored, 'echo', 'message_echoes', { message });
}

/** Tells KaoJai what a customer sent. */
export function incoming(meta: Meta, stored: StoredMessage): Promise<boolean> {
  return tell(meta, stored, 'message', 'messages', {
    message: { mid: stored.mid, ...contentOf(meta, stored) },
  });
}

function tell(
  meta: Meta,
  { accountId, customerId, mid, at, text }: StoredMessage,
  kind: 'echo' | 'message',
  field: string,
  event: object,
): Promise<boolean> {
  const object = pageById(accountId) ? 'page' : 'instagram';
  const act = { kind, surface: 'main', accountId, customerId, messageId: mid, at, text } as const;
  return deliver(meta, accountId, field, deliveryOf(object, act, event));
}

/** Attachments of an echo have an id on Messenger, and it is a number. */
function contentOf(meta: Meta, { accountId, own, text, file, replyTo }: StoredMessage): object {
  const quote = replyTo === undefined ? {} : { reply_to: { mid: replyTo } };
  const stored = file && fileById(meta, file.id);
  if (!file || !stored) return { text, ...quote };
  const id = own && pageById(accountId) ? { attachment_id: Number(file.id) } : {};
  const payload = { url: addressOf(meta, accountId, file.id), ...id };
  return { attachments: [{ type: file.kind, payload }], ...quote };
}
