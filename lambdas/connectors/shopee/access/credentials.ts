import { InvalidInput } from '../../../domain/errors.ts';
import { SecretText } from '../../../domain/secret-text.ts';
import type { TokenSet } from '../../../domain/token-set.ts';
import type { GivenCredentials } from '../../../ports/account-access.ts';
import { givenField } from '../../shared/access/given-field.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * `partnerId` and `partnerKey` of the merchant's own app, usually its `pushKey`; a seed also has `shopId`, `accessToken` and
 * `refreshToken`, which a merchant gives by consenting.
 * @throws InvalidInput when a field is missing, is no number, or tokens are given without their shop
 */
export function readCredentials(fields: Fields): GivenCredentials {
  const partnerId = digits('partnerId', givenField(fields, 'partnerId'));
  const partnerKey = givenField(fields, 'partnerKey');
  const accountId = shopOf(fields);
  return {
    login: 'in_house',
    tokens: tokensOf(fields, partnerKey),
    // Older apps have no separate push key and sign with the API key.
    webhookSecret: new SecretText(fields.pushKey || partnerKey),
    facts: { partnerId },
    ...(accountId === undefined ? {} : { accountId }),
  };
}

function shopOf(fields: Fields): string | undefined {
  if (fields.shopId || fields.accessToken || fields.refreshToken)
    return digits('shopId', givenField(fields, 'shopId'));
  return undefined;
}

function tokensOf({ accessToken, refreshToken }: Fields, partnerKey: string): TokenSet {
  return {
    secrets: {
      client_secret: new SecretText(partnerKey),
      ...(accessToken ? { access_token: new SecretText(accessToken) } : {}),
      ...(refreshToken ? { refresh_token: new SecretText(refreshToken) } : {}),
    },
    expiresAt: null,
    authorizedUntil: null,
  };
}

/** Ids come as decimal digits; these become parts of addresses. */
function digits(name: string, value: string): string {
  if (/^[1-9]\d{0,19}$/.test(value)) return value;
  throw new InvalidInput(`credentials.${name} is malformed`, [`${name}: 1 to 20 digits`]);
}
