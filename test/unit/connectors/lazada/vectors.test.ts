import { lazada } from '../../../../lambdas/connectors/lazada/index.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../../../lambdas/ports/connector.ts';
import { appKey, appSecret, bodies, headers } from './vectors.ts';

const body = (name: keyof typeof bodies) => Buffer.from(bodies[name], 'base64');
const app = (secret: string, key = appKey): WebhookCredential => ({
  ref: 'app/lazada',
  secret: new SecretText(secret),
  facts: { appKey: key },
});

function verdict(body: Buffer, authorization: string | undefined, credentials = [app(appSecret)]) {
  return lazada.verify(
    { platform: 'lazada', surface: 'main', headers: { authorization }, body, receivedAt: 0 },
    credentials,
    0,
  );
}

describe('S01: Lazada signature vectors', () => {
  it.each(['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6'] as const)('%s: the honest value is trusted', (name) => {
    expect(verdict(body(name), headers[name])).toEqual({ kind: 'trusted', credential: 'app/lazada' });
  });

  it('Q5: one changed word is refused with the header of Q2', () => {
    expect(verdict(body('Q5'), headers.Q2).kind).toBe('untrusted');
  });

  it('Q6: the re-serialised body is refused with the header of Q2', () => {
    expect(verdict(body('Q6'), headers.Q2).kind).toBe('untrusted');
  });

  it('Q7: a signature without the app key is refused', () => {
    expect(verdict(body('Q2'), headers.Q7).kind).toBe('untrusted');
  });

  it('takes upper-case hex', () => {
    expect(verdict(body('Q2'), headers.Q2.toUpperCase()).kind).toBe('trusted');
  });

  it('tries the old and the new secret, and another app', () => {
    expect(verdict(body('Q2'), headers.Q2, [app('new secret'), app(appSecret)]).kind).toBe('trusted');
    expect(verdict(body('Q2'), headers.Q2, [app(appSecret), app(appSecret, '999')]).kind).toBe('trusted');
    expect(verdict(body('Q2'), headers.Q2, [app('new secret')]).kind).toBe('untrusted');
    expect(verdict(body('Q2'), headers.Q2, [app(appSecret, '999')]).kind).toBe('untrusted');
    expect(verdict(body('Q2'), headers.Q2, []).kind).toBe('untrusted');
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['with a scheme', `Bearer ${headers.Q2}`],
    ['with a space', ` ${headers.Q2}`],
    ['cut', headers.Q2.slice(0, 63)],
    ['twice', `${headers.Q2},${headers.Q2}`],
    ['in base64', Buffer.from(headers.Q2, 'hex').toString('base64')],
  ])('refuses a header that is %s', (_name, authorization) => {
    expect(verdict(body('Q2'), authorization).kind).toBe('untrusted');
  });

  it('has no probe: an empty or senseless body without a signature is refused', () => {
    for (const text of ['', 'hello']) expect(verdict(Buffer.from(text), undefined).kind).toBe('untrusted');
  });
});
