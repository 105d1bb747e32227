import { InvalidInput } from '../../domain/errors.ts';
import type { SecretText } from '../../domain/secret-text.ts';
import type { AccountToConnect } from '../../ports/connector.ts';

/**
 * What the merchant gave of its own application.
 * @throws InvalidInput when nothing was given
 */
export function given({ given, login }: AccountToConnect): {
  secret: SecretText;
  facts: Readonly<Record<string, string>>;
} {
  if (!given?.webhookSecret) {
    throw new InvalidInput('credentials are missing', [
      `the login ${login} needs the merchant's own credentials`,
    ]);
  }
  return { secret: given.webhookSecret, facts: given.facts };
}
