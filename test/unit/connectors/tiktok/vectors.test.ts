import { REPLAY_TOLERANCE_MS } from '../../../../lambdas/connectors/tiktok/business/verify.ts';
import { tiktok } from '../../../../lambdas/connectors/tiktok/index.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import { businessSecret, businessVectors, shopVectors } from './vectors.ts';

interface Signed {
  readonly surface: string;
  readonly headers: Record<string, string | undefined>;
  readonly body: Buffer;
  readonly secret: string;
  readonly facts?: Record<string, string>;
  readonly now?: number;
}

function verdictOf({ surface, headers, body, secret, facts = {}, now = 0 }: Signed): string {
  const credential = { ref: `app/tiktok-${surface}`, secret: new SecretText(secret), facts };
  return tiktok.verify({ platform: 'tiktok', surface, headers, body, receivedAt: now }, [credential], now)
    .kind;
}

describe('S01: TikTok Shop signature vectors', () => {
  it.each(shopVectors)('$name: $verdict', ({ bodyBase64, appKey, secret, header, verdict }) => {
    const body = Buffer.from(bodyBase64, 'base64');
    const headers = { authorization: header };
    expect(verdictOf({ surface: 'shop', headers, body, secret, facts: { appKey } })).toBe(verdict);
  });

  it('is not taken for a Business signature, nor the other way round', () => {
    const [shop] = shopVectors;
    const [business] = businessVectors;
    const headers = { authorization: shop.header, 'tiktok-signature': business.header };
    const asBusiness = { surface: 'business', headers, body: Buffer.from(shop.bodyBase64, 'base64') };
    const asShop = { surface: 'shop', headers, body: Buffer.from(business.bodyBase64, 'base64') };
    expect(verdictOf({ ...asBusiness, secret: businessSecret, now: business.now })).toBe('untrusted');
    expect(verdictOf({ ...asShop, secret: shop.secret, facts: { appKey: shop.appKey } })).toBe('untrusted');
  });
});

describe('S01: TikTok Business signature vectors', () => {
  const verdictAt = (bodyBase64: string, header: string | undefined, now: number) =>
    verdictOf({
      surface: 'business',
      headers: { 'tiktok-signature': header },
      body: Buffer.from(bodyBase64, 'base64'),
      secret: businessSecret,
      now,
    });

  it.each(businessVectors)('$name: $verdict', ({ bodyBase64, header, now, verdict }) => {
    expect(verdictAt(bodyBase64, header, now)).toBe(verdict);
  });

  it.each([
    [-REPLAY_TOLERANCE_MS - 1, 'stale'],
    [-REPLAY_TOLERANCE_MS, 'trusted'],
    [REPLAY_TOLERANCE_MS, 'trusted'],
    [REPLAY_TOLERANCE_MS + 1, 'stale'],
  ])('F15: with our clock %i ms from the signed time: %s', (distance, expected) => {
    const [b1] = businessVectors;
    expect(verdictAt(b1.bodyBase64, b1.header, b1.now + distance)).toBe(expected);
  });

  it('is good for no other surface', () => {
    const [b1] = businessVectors;
    const headers = { 'tiktok-signature': b1.header };
    const body = Buffer.from(b1.bodyBase64, 'base64');
    expect(verdictOf({ surface: 'main', headers, body, secret: businessSecret, now: b1.now })).toBe(
      'untrusted',
    );
  });

  it('allows five minutes', () => {
    expect(REPLAY_TOLERANCE_MS).toBe(300_000);
  });
});
