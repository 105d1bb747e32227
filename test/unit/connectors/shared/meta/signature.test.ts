import { createHmac } from 'node:crypto';
import { verify } from '../../../../../lambdas/connectors/shared/meta/signature.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';

const body = Buffer.from('{"object":"page","entry":[]}');
const credential = (ref: string, secret: string) => ({ ref, secret: new SecretText(secret), facts: {} });
const header = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const verdict = (headers: Record<string, string | undefined>, ...secrets: string[]) =>
  verify(
    { platform: 'facebook', surface: 'main', headers, body, receivedAt: 0 },
    secrets.map((secret) => credential('app/meta', secret)),
  );

describe('S01: X-Hub-Signature-256', () => {
  it('S20: the previous secret is good during a rotation', () => {
    const headers = { 'x-hub-signature-256': header('previous') };
    expect(verdict(headers, 'current', 'previous')).toEqual({ kind: 'trusted', credential: 'app/meta' });
    expect(verdict(headers, 'current')).toEqual({ kind: 'untrusted' });
  });

  it('a right SHA-1 signature alone proves nothing', () => {
    const sha1 = `sha1=${createHmac('sha1', 'current').update(body).digest('hex')}`;
    expect(verdict({ 'x-hub-signature': sha1 }, 'current').kind).toBe('untrusted');
    expect(verdict({ 'x-hub-signature': header('current') }, 'current').kind).toBe('untrusted');
  });
});
