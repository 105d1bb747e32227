import { givenField } from '../../../../../lambdas/connectors/shared/access/given-field.ts';
import { idField, required, textField } from '../../../../../lambdas/connectors/shared/fields.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type {
  Account,
  AccountAccess,
  AccountReport,
  GivenCredentials,
  Grant,
  IdentifyRequest,
  PlatformCalls,
  Release,
  Subscription,
} from '../../../../../lambdas/ports/account-access.ts';
import { callLoft } from './client.ts';

/** Lofts are connected by what stands on their doors. Ring tokens do not expire, and letters that arrived are not shown again. */
export const access: AccountAccess = { readCredentials, identify, subscribe, check, release };

/** `loftSecret`, and the `ringToken` that letters are sent with. */
function readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials {
  return {
    login: 'loft',
    tokens: {
      secrets: { access_token: new SecretText(givenField(fields, 'ringToken')) },
      expiresAt: null,
      authorizedUntil: null,
    },
    webhookSecret: new SecretText(givenField(fields, 'loftSecret')),
    facts: {},
  };
}

async function identify(calls: PlatformCalls, { given }: IdentifyRequest): Promise<Grant> {
  const loft = await callLoft(calls, given.tokens, 'GET', '');
  const accountId = required(idField(loft, 'id'), 'id');
  const displayName = textField(loft, 'name') ?? accountId;
  const account = { accountId, displayName, surface: 'main', tokens: given.tokens, facts: {} };
  return { accounts: [{ ...account, links: [], ownUserIds: [] }], grantedScopes: [] };
}

async function subscribe(calls: PlatformCalls, { tokens, webhookUrl }: Account): Promise<Subscription> {
  await callLoft(calls, tokens, 'PUT', '/perch', { url: webhookUrl });
  return { webhook: 'on', problem: null };
}

async function check(calls: PlatformCalls, { tokens, webhookUrl }: Account): Promise<AccountReport> {
  const perch = textField(await callLoft(calls, tokens, 'GET', '/perch'), 'url');
  if (perch === webhookUrl) return { webhook: 'on', problem: null };
  return { webhook: 'off', problem: perch === undefined ? 'webhook_off' : 'webhook_elsewhere' };
}

async function release(calls: PlatformCalls, { tokens }: Account): Promise<Release> {
  await callLoft(calls, tokens, 'DELETE', '/perch');
  return { byHand: null };
}
