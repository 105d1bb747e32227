import { instagram } from '../../../../lambdas/connectors/instagram/index.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../../../lambdas/ports/connector.ts';
import { vectorE } from './vectors.ts';

const credential = (ref: string, secret: string): WebhookCredential => ({
  ref,
  secret: new SecretText(secret),
  facts: {},
});
const ours = credential('app/instagram', vectorE.instagramSecret);
const meta = credential('app/meta', vectorE.metaSecret);

const verdict = (header: string | undefined, credentials: readonly WebhookCredential[]) =>
  instagram.verify(
    {
      platform: 'instagram',
      surface: 'main',
      headers: { 'x-hub-signature-256': header },
      body: Buffer.from(vectorE.bodyBase64, 'base64'),
      receivedAt: 0,
    },
    credentials,
    0,
  );

/** Vector E, with either of the two secrets that sign Instagram's deliveries. */
describe('S01: Instagram signature vectors', () => {
  it('E signed by the Instagram app: trusted, and said so', () => {
    expect(verdict(vectorE.byInstagram, [ours, meta])).toEqual({
      kind: 'trusted',
      credential: 'app/instagram',
    });
  });

  it('E signed by the Meta app: trusted, and said so', () => {
    expect(verdict(vectorE.byMeta, [ours, meta])).toEqual({ kind: 'trusted', credential: 'app/meta' });
  });

  it.each([
    ['the Instagram secret is not among the candidates', vectorE.byInstagram, [meta]],
    ['the Meta secret is not among the candidates', vectorE.byMeta, [ours]],
    ['no secret is known', vectorE.byInstagram, []],
    ['the header is missing', undefined, [ours, meta]],
    ['both signatures in one header', `${vectorE.byInstagram},${vectorE.byMeta}`, [ours, meta]],
    ['upper case', vectorE.byInstagram.toUpperCase(), [ours, meta]],
  ])('E is refused: %s', (_name, header, credentials) => {
    expect(verdict(header, credentials).kind).toBe('untrusted');
  });
});
