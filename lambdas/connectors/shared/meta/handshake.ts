import type { HandshakeAnswer, WebhookCredential } from '../../../ports/connector.ts';
import { hmacSha256, sameMac } from '../hmac.ts';

/** What Meta sends is an integer; more is allowed, but nothing that a browser could take for markup. */
const CHALLENGE = /^[A-Za-z0-9_-]{1,256}$/;

/**
 * Meta's check of the address: `GET ?hub.mode=subscribe&hub.verify_token={ours}&hub.challenge={int}` is answered with the
 * challenge and nothing else. https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export function handshake(
  query: Readonly<Record<string, string | undefined>>,
  credentials: readonly WebhookCredential[],
): HandshakeAnswer {
  const mode = query['hub.mode'];
  const token = query['hub.verify_token'];
  const challenge = query['hub.challenge'];
  if (!mode || !token || !challenge) return { status: 400, body: 'missing parameter' };
  if (mode !== 'subscribe' || !isOurs(token, credentials)) return { status: 403, body: 'forbidden' };
  if (!CHALLENGE.test(challenge)) return { status: 400, body: 'malformed challenge' };
  return { status: 200, body: challenge };
}

/** Compares digests, so that neither the length nor a common beginning shows in the time; all tokens are tried. */
function isOurs(token: string, credentials: readonly WebhookCredential[]): boolean {
  const given = digest(token);
  let found = false;
  for (const { facts } of credentials) {
    const ours = facts.verifyToken;
    if (ours && sameMac(digest(ours), given)) found = true;
  }
  return found;
}

function digest(token: string): Buffer {
  return hmacSha256('hub.verify_token', token);
}
