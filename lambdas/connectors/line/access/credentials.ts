import { InvalidInput } from '../../../domain/errors.ts';
import { SecretText } from '../../../domain/secret-text.ts';
import type { GivenCredentials } from '../../../ports/account-access.ts';
import { givenField } from '../../shared/access/given-field.ts';

/**
 * `channelId`, `channelSecret` and optionally a long-lived `accessToken`, as the merchant copies them from the LINE Developers Console.
 * White space around them is a slip of copying. Their exact form is LINE's to change: the secret is 32 hex digits today.
 * @throws InvalidInput naming a missing or malformed field
 */
export function readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials {
  const channelId = wellFormed('channelId', givenField(fields, 'channelId'), /^\d{1,20}$/, 'digits only');
  const secret = new SecretText(copied('channelSecret', givenField(fields, 'channelSecret')));
  const token = fields.accessToken ? new SecretText(copied('accessToken', fields.accessToken)) : undefined;
  return {
    login: 'channel',
    tokens: {
      secrets: { client_secret: secret, ...(token ? { access_token: token } : {}) },
      expiresAt: null,
      authorizedUntil: null,
    },
    webhookSecret: secret,
    facts: { channelId },
  };
}

/** Printable ASCII without spaces: what can stand in a header. LINE's tokens take up to 1,024 characters. */
function copied(name: string, value: string): string {
  return wellFormed(name, value, /^[!-~]{1,1024}$/, 'letters, digits and signs without spaces');
}

function wellFormed(name: string, value: string, form: RegExp, allowed: string): string {
  const trimmed = value.trim();
  if (form.test(trimmed)) return trimmed;
  throw new InvalidInput(`credentials.${name} is malformed`, [`credentials.${name}: ${allowed}`]);
}
