import { facebook } from '../../../../lambdas/connectors/facebook/index.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import { facebookVectors } from './vectors.ts';

/** The published vectors of `X-Hub-Signature-256`, and header forms that must be refused. */
describe('S01: Facebook signature vectors', () => {
  const verdict = (body: Buffer, secret: string, header: string | undefined) =>
    facebook.verify(
      {
        platform: 'facebook',
        surface: 'main',
        headers: { 'x-hub-signature-256': header },
        body,
        receivedAt: 0,
      },
      [{ ref: 'app/meta', secret: new SecretText(secret), facts: {} }],
      0,
    ).kind;

  it.each(facebookVectors)('$name: $verdict', ({ bodyBase64, secret, header, verdict: expected }) => {
    expect(verdict(Buffer.from(bodyBase64, 'base64'), secret, header)).toBe(expected);
  });
});
