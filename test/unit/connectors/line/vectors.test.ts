import { line } from '../../../../lambdas/connectors/line/index.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import { lineVectors } from './vectors.ts';

/** The published vectors of LINE's signature, and header forms that must be refused. */
describe('S01: LINE signature vectors', () => {
  const verdict = (body: Buffer, secret: string, header: string | undefined) =>
    line.verify(
      { platform: 'line', surface: 'main', headers: { 'x-line-signature': header }, body, receivedAt: 0 },
      [{ ref: 'line/c1', secret: new SecretText(secret), facts: {} }],
      0,
    ).kind;

  it.each(lineVectors)('$name: $verdict', ({ bodyBase64, secret, header, verdict: expected }) => {
    expect(verdict(Buffer.from(bodyBase64, 'base64'), secret, header)).toBe(expected);
  });
});
