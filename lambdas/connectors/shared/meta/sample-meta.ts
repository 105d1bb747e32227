import { createHmac } from 'node:crypto';
import { SecretText } from '../../../domain/secret-text.ts';
import type { WebhookCredential } from '../../../ports/connector.ts';
import { hmacSha256 } from '../hmac.ts';
import type { Act, ToSign } from '../sample-kit.ts';

/** Test equipment: plays Meta. No function imports it. */

/** Invented fields of an application in a seed file. */
export interface SampleApp {
  readonly appId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
}

export function credentialOf(ref: string, app: SampleApp): WebhookCredential {
  const { appId, verifyToken } = app;
  return { ref, secret: new SecretText(app.appSecret), facts: { appId, verifyToken } };
}

/** Both headers that Meta sends, the good one and the legacy one. */
export function signAsMeta({ body, credential }: ToSign): Record<string, string> {
  const secret = credential.secret.reveal();
  return {
    'content-type': 'application/json',
    'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
    'x-hub-signature-256': `sha256=${hmacSha256(secret, body).toString('hex')}`,
  };
}

/** JSON as Meta writes it: pure ASCII with lower-case escapes, and slashes escaped. */
export function metaJson(value: unknown): Buffer {
  const escaped = JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Buffer.from(escaped, 'ascii');
}

/** A request with one event. */
export function deliveryOf(object: string, act: Act, event: object): Buffer {
  const sides =
    act.kind === 'echo'
      ? { sender: { id: act.accountId }, recipient: { id: act.customerId } }
      : { sender: { id: act.customerId }, recipient: { id: act.accountId } };
  const entry = {
    time: act.at + 500,
    id: act.accountId,
    messaging: [{ ...sides, timestamp: act.at, ...event }],
  };
  return metaJson({ object, entry: [entry] });
}

/** What both platforms write alike; null for the rest. */
export function commonEvent(act: Act): object | null {
  const mid = act.messageId;
  switch (act.kind) {
    case 'message':
      return { message: { mid, text: act.text } };
    case 'edit':
      return { message_edit: { mid, text: act.text, num_edit: act.order } };
    case 'reaction':
      return {
        reaction:
          act.emoji === null
            ? { mid, action: 'unreact' }
            : { mid, action: 'react', reaction: 'other', emoji: act.emoji },
      };
    case 'postback':
      return { postback: { mid, title: act.text, payload: 'SAMPLE' } };
    default:
      return null;
  }
}
