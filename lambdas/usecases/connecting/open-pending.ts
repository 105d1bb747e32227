import type { SecretText } from '../../domain/secret-text.ts';
import type { TokenSet } from '../../domain/token-set.ts';
import type { ConsentAttempt } from '../../ports/consents.ts';
import type { ConnectingDeps } from './connecting-deps.ts';

/** What was typed before consenting. */
export interface PendingGiven {
  readonly tokens: TokenSet;
  readonly facts: Readonly<Record<string, string>>;
  readonly webhookSecret?: SecretText;
}

/** Opens it for the member who typed it; null when the pending connection is gone. */
export async function openPending(
  { connections, vault }: ConnectingDeps,
  attempt: Pick<ConsentAttempt, 'workspaceId' | 'connectionId' | 'platform' | 'userId'>,
  reason: string,
): Promise<PendingGiven | null> {
  const { workspaceId, connectionId, platform, userId } = attempt;
  const pending = await connections.pendingSecrets(workspaceId, connectionId);
  if (pending === null) return null;
  const owner = { workspaceId, connectionId, platform };
  const { facts, clientSecret, webhookSecret } = pending;
  const none: TokenSet = { secrets: {}, expiresAt: null, authorizedUntil: null };
  const sealed = {
    secrets: clientSecret ? { client_secret: clientSecret } : {},
    expiresAt: null,
    authorizedUntil: null,
  };
  const use = { actor: { kind: 'member', userId }, reason } as const;
  const webhook = webhookSecret && (await vault.openWebhook(owner, webhookSecret));
  return {
    tokens: clientSecret ? await vault.openTokens(owner, sealed, use) : none,
    facts: await vault.openFacts(owner, facts),
    ...(webhook ? { webhookSecret: webhook.secret } : {}),
  };
}
