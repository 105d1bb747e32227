import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import type {
  ExchangeRequest,
  Grant,
  GrantedAccount,
  PlatformCalls,
} from '../../../../ports/account-access.ts';
import { field, type JsonObject, textField } from '../../../shared/fields.ts';
import { businessCall } from '../../api/business/client.ts';
import { answered } from '../../api/refusals.ts';
import { readTokens, scopesOf } from './tokens.ts';

/** Without any one of these there is no inbox. */
const NEEDED = ['message.list.read', 'message.list.send', 'message.list.manage'] as const;

/** Of the scopes an inbox cannot do without, the first that was not granted. */
export function missingScope(granted: readonly string[]): string | undefined {
  return NEEDED.find((scope) => !granted.includes(scope));
}

/**
 * Exchanges the code; one consent is for one account. `open_id` is the `business_id` of calls and the `user_openid` of deliveries.
 * https://business-api.tiktok.com/portal/docs?id=1833997638479041
 * @throws PlatformRefusal `code_invalid` when the code is older than 10 minutes, spent or wrong; `permission_missing` when the person
 * granted less than an inbox needs
 */
export async function exchangeCode(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const { app, code, redirectUri, now } = request;
  const data = await businessCall(calls, {
    path: '/tt_user/oauth2/token/',
    body: {
      client_id: app.id,
      client_secret: app.secret.reveal(),
      grant_type: 'authorization_code',
      auth_code: code.reveal(),
      redirect_uri: redirectUri,
    },
  });
  const tokens = readTokens(data, now);
  const grantedScopes = scopesOf(data);
  const missing = missingScope(grantedScopes);
  if (missing !== undefined) throw new PlatformRefusal('permission_missing', 'tiktok', missing);
  const accountId = answered(data, 'open_id');
  const token = tokens.secrets.access_token as SecretText;
  const profile = await profileOf(calls, { accountId, token, scopes: grantedScopes });
  return { accounts: [{ ...accountOf(accountId, profile), tokens }], grantedScopes };
}

function accountOf(accountId: string, profile: JsonObject): GrantedAccount {
  return {
    accountId,
    displayName: textField(profile, 'display_name') || textField(profile, 'username') || accountId,
    surface: 'business',
    facts: {},
    links: [],
    ownUserIds: [],
    ...(field(profile, 'is_business_account') === false ? { unusable: 'wrong_account_type' as const } : {}),
  };
}

/** Which scope each field of a profile needs; a field without its scope would be refused. */
const PROFILE_FIELDS = [
  { field: 'username', scope: 'user.info.username' },
  { field: 'display_name', scope: 'user.info.basic' },
  { field: 'is_business_account', scope: 'user.account.type' },
] as const;

interface Reader {
  readonly accountId: string;
  readonly token: SecretText;
  readonly scopes: readonly string[];
}

/** Name and kind of the account, as far as they may be read: an account without a name can be connected all the same. */
async function profileOf(calls: PlatformCalls, { accountId, token, scopes }: Reader): Promise<JsonObject> {
  const fields = PROFILE_FIELDS.filter(({ scope }) => scopes.includes(scope)).map(({ field }) => field);
  if (fields.length === 0) return {};
  try {
    const query = { business_id: accountId, fields: JSON.stringify(fields) };
    return await businessCall(calls, { path: '/business/get/', query, token });
  } catch (error) {
    if (error instanceof PlatformRefusal && UNREADABLE.has(error.kind)) return {};
    throw error;
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['permission_missing', 'rejected', 'not_found']);
