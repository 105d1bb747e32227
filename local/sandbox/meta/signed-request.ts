import { createHmac } from 'node:crypto';

/** `signed_request` as Meta posts it to the privacy callbacks. */
export function signedRequest(secret: string, payload: object): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  const signature = createHmac('sha256', secret).update(encoded).digest('base64url');
  return `${signature}.${encoded}`;
}
