import { TOKEN_PURPOSES } from '../domain/token-set.ts';
import type { Authorization } from '../ports/authorizations.ts';
import type { SealedTokens } from '../ports/vaults.ts';
import { connectionKeys } from './keys.ts';
import { type Item, REVISION } from './table.ts';

/** How an authorization lies in the table: each secret in a field of the name of its purpose. */
export function authorizationToItem(authorization: Authorization): Item {
  const { workspaceId, id, lease } = authorization;
  return {
    ...connectionKeys.authorization(workspaceId, id),
    workspace: workspaceId,
    authorization: id,
    platform: authorization.platform,
    login: authorization.login,
    ...tokensToItem(authorization.tokens),
    renewedAt: authorization.renewedAt,
    leaseHolder: lease?.holder,
    leaseUntil: lease?.until,
    interrupted: authorization.interrupted,
    failures: authorization.failures,
    [REVISION]: authorization.rev,
  };
}

export function itemToAuthorization(item: Item): Authorization {
  return {
    workspaceId: item.workspace,
    id: item.authorization,
    platform: item.platform,
    login: item.login,
    tokens: itemToTokens(item),
    renewedAt: item.renewedAt,
    lease: item.leaseHolder === undefined ? null : { holder: item.leaseHolder, until: item.leaseUntil },
    interrupted: item.interrupted ?? 0,
    failures: item.failures ?? 0,
    rev: item[REVISION],
  };
}

/** The fields of sealed tokens; what is not there is undefined. */
export function tokensToItem({ secrets, expiresAt, authorizedUntil }: SealedTokens): Item {
  return {
    ...Object.fromEntries(TOKEN_PURPOSES.map((purpose) => [purpose, secrets[purpose]])),
    tokenExpiresAt: expiresAt ?? undefined,
    authorizedUntil: authorizedUntil ?? undefined,
  };
}

export function itemToTokens(item: Item): SealedTokens {
  const secrets = TOKEN_PURPOSES.flatMap((purpose) => (item[purpose] ? [[purpose, item[purpose]]] : []));
  return {
    secrets: Object.fromEntries(secrets),
    expiresAt: item.tokenExpiresAt ?? null,
    authorizedUntil: item.authorizedUntil ?? null,
  };
}
