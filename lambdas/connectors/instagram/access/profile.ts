import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { GrantedAccount } from '../../../ports/account-access.ts';
import { idField, type JsonObject, objectsField, textField } from '../../shared/fields.ts';
import { personLink } from '../../shared/meta/access/links.ts';
import { type Graph, graphCall } from '../../shared/meta/graph/graph.ts';

/** What an account of the Instagram login says of itself. */
export interface Profile {
  /** `user_id`: what deliveries call the account (`entry.id`), 17841… */
  readonly accountId: string;
  /** `id`: app-scoped; privacy callbacks name it. */
  readonly appScopedId: string;
  readonly username: string;
  readonly professional: boolean;
}

const PROFESSIONAL = ['BUSINESS', 'MEDIA_CREATOR'];

/**
 * `GET /me`, flat in practice; a sample wraps it into `data`.
 * https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started
 */
export async function profileOf(graph: Graph, token: SecretText): Promise<Profile> {
  const query = { fields: 'id,user_id,username,name,account_type' };
  const me = unwrapped(await graphCall(graph, { path: '/me', query, token }));
  const accountId = idField(me, 'user_id');
  // Never `id` in its place: deliveries would not be found.
  if (accountId === undefined) throw new PlatformRefusal('unavailable', graph.platform, 'no user_id');
  return {
    accountId,
    appScopedId: idField(me, 'id') ?? accountId,
    username: textField(me, 'username') ?? textField(me, 'name') ?? accountId,
    professional: PROFESSIONAL.includes(textField(me, 'account_type') ?? ''),
  };
}

/** The object itself, or the first one of its `data`. */
export function unwrapped(body: JsonObject): JsonObject {
  return objectsField(body, 'data')[0] ?? body;
}

/** The account behind a profile, without its tokens. A deauthorize callback may carry either id. */
export function accountOf(profile: Profile): GrantedAccount {
  const { accountId, appScopedId, username, professional } = profile;
  return {
    accountId,
    displayName: username,
    surface: 'main',
    facts: { appScopedId },
    links: [...new Set([appScopedId, accountId])].map(personLink),
    ownUserIds: [],
    ...(professional ? {} : { unusable: 'wrong_account_type' }),
  };
}
