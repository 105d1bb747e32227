import { createHash } from 'node:crypto';
import { linkPrint } from '../../domain/link-print.ts';
import type { Feature } from '../../domain/platform.ts';
import type { Grant } from '../../ports/account-access.ts';
import type { AuditActor } from '../../ports/audit-trail.ts';
import type { Connection } from '../../ports/connections.ts';
import type { AccountChoice, ConsentAttempt } from '../../ports/consents.ts';
import { loginOf } from './app-of.ts';
import { bindAccount } from './bind-account.ts';
import { missingScopes } from './choose-login.ts';
import { withClientSecret } from './client-secret.ts';
import { connectorOf, PENDING_LIFE_MS, type StartDeps } from './connecting-deps.ts';
import { openPending, type PendingGiven } from './open-pending.ts';
import { renewalTime } from './renewal-time.ts';
import { switchOn } from './switch-on.ts';

/** Seals each account of a grant for the pending connection, and keeps shared tokens where all of them will find them. */
export async function choicesOf(
  deps: StartDeps,
  { workspaceId, connectionId, platform, login }: ConsentAttempt,
  given: PendingGiven,
  grant: Grant,
): Promise<AccountChoice[]> {
  const owner = { workspaceId, connectionId, platform };
  const authorizationId = grant.shared ? sharedIdOf(platform, grant.shared.id) : null;
  if (grant.shared && authorizationId) {
    const now = deps.clock.now();
    const sealed = await deps.vault.sealTokens(
      { ...owner, connectionId: authorizationId },
      withClientSecret(grant.shared.tokens, given.tokens),
    );
    const fresh = { lease: null, interrupted: 0, failures: 0, renewedAt: now, rev: now };
    const shared = { workspaceId, id: authorizationId, platform, login, tokens: sealed, ...fresh };
    const facts = loginOf(connectorOf(deps, platform).manifest, login);
    const renewAt = renewalTime(facts, now, sealed.expiresAt, deps.random);
    await deps.authorizations.addShared(shared, now + PENDING_LIFE_MS, renewAt);
  }
  const choices: AccountChoice[] = [];
  for (const account of grant.accounts) {
    const { accountId, displayName, surface, unusable, ownUserIds, tokens } = account;
    choices.push({
      accountId,
      displayName,
      surface,
      unusable: unusable ?? null,
      ownUserIds,
      links: account.links.map(linkPrint),
      facts: await deps.vault.sealFacts(owner, { ...given.facts, ...account.facts }),
      tokens:
        tokens && !unusable
          ? await deps.vault.sealTokens(owner, withClientSecret(tokens, given.tokens))
          : null,
      authorizationId,
      grantedScopes: grant.grantedScopes,
    });
  }
  return choices;
}

/** The platform's id of the grant, as an id of ours. */
function sharedIdOf(platform: string, grantId: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([platform, grantId]))
    .digest('base64url');
  return `a_${digest.slice(0, 22)}`;
}

/** Keeps accounts to choose from; they are gone with the pending connection. */
export async function offerChoices(
  deps: StartDeps,
  { workspaceId, connectionId }: ConsentAttempt,
  choices: readonly AccountChoice[],
): Promise<void> {
  await deps.consents.addChoices(workspaceId, connectionId, choices, deps.clock.now() + PENDING_LIFE_MS);
}

/**
 * Connects one of the accounts that a consent was for.
 * @param newId the id that it gets unless it had one before
 * @throws AccountTaken
 */
export async function bindChoice(
  deps: StartDeps,
  pending: Connection,
  choice: AccountChoice,
  newId: string,
  actor: Extract<AuditActor, { kind: 'member' }>,
): Promise<Connection> {
  const { workspaceId, id: pendingId, platform, login } = pending;
  const owner = { workspaceId, connectionId: pendingId, platform };
  const use = { actor, reason: 'connect' } as const;
  const attempt = { workspaceId, connectionId: pendingId, platform, userId: actor.userId };
  const given = await openPending(deps, attempt, 'connect');
  const connection = await bindAccount(deps, {
    connector: connectorOf(deps, platform),
    workspaceId,
    login,
    features: grantedFeatures(deps, pending, choice.grantedScopes),
    grantedScopes: choice.grantedScopes,
    account: { ...choice, facts: await deps.vault.openFacts(owner, choice.facts) },
    tokens: choice.tokens && (await deps.vault.openTokens(owner, choice.tokens, use)),
    authorizationId: choice.authorizationId,
    ...(given ? { given } : {}),
    pendingId: newId,
    actor,
    importHistory: true,
  });
  return switchOn(deps, connection, use);
}

/** What was asked for and not refused. */
function grantedFeatures(deps: StartDeps, pending: Connection, granted: readonly string[]): Feature[] {
  const { scopes } = loginOf(connectorOf(deps, pending.platform).manifest, pending.login);
  return pending.features.filter((feature) => missingScopes(scopes[feature] ?? [], granted).length === 0);
}
