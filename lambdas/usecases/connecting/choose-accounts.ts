import { AccountTaken, InvalidInput, NotFound } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { Connection } from '../../ports/connections.ts';
import type { AccountChoice } from '../../ports/consents.ts';
import { bindChoice } from './choices.ts';
import { connectorOf, newConnectionId, type StartDeps } from './connecting-deps.ts';

/** An account to choose, and whether it can be. */
export interface OfferedAccount {
  readonly accountId: string;
  readonly displayName: string;
  readonly surface: string;
  /** Null = it can be connected. */
  readonly unusable: string | null;
  /** Connected already, in this workspace. */
  readonly connectionId: string | null;
}

/** The accounts behind a consent. @throws NotFound when nothing is to be chosen (any more) */
export async function listChoices(
  deps: StartDeps,
  { workspaceId }: Session,
  connectionId: string,
): Promise<readonly OfferedAccount[]> {
  const { pending, choices } = await pendingChoices(deps, workspaceId, connectionId);
  return Promise.all(choices.map((choice) => offer(deps, pending, choice)));
}

async function offer(deps: StartDeps, pending: Connection, choice: AccountChoice): Promise<OfferedAccount> {
  const { accountId, displayName, surface } = choice;
  const owner = await deps.connections.owner(pending.platform, accountId);
  const held = owner !== null && !owner.released;
  const here = held && owner.workspaceId === pending.workspaceId;
  return {
    accountId,
    displayName,
    surface,
    unusable: choice.unusable ?? (held && !here ? 'account_taken' : null),
    connectionId: here ? owner.connectionId : null,
  };
}

async function pendingChoices(deps: StartDeps, workspaceId: string, connectionId: string) {
  const pending = await deps.connections.fresh(workspaceId, connectionId);
  const choices = pending?.state === 'pending' ? await deps.consents.choices(workspaceId, connectionId) : [];
  if (!pending || choices.length === 0) throw new NotFound('choice of accounts');
  return { pending, choices };
}

/**
 * Connects the chosen accounts.
 * @throws NotFound when nothing is to be chosen (any more); @throws InvalidInput for an account that is not offered or cannot be connected; @throws AccountTaken
 */
export async function chooseAccounts(
  deps: StartDeps,
  session: Session,
  connectionId: string,
  accountIds: readonly string[],
): Promise<readonly Connection[]> {
  const { pending, choices } = await pendingChoices(deps, session.workspaceId, connectionId);
  const chosen = [...new Set(accountIds)].map((accountId) => choiceOf(choices, accountId));
  // All of them, or none: nobody wants to find out which half was connected.
  for (const choice of chosen) {
    const { unusable } = await offer(deps, pending, choice);
    if (unusable === 'account_taken')
      throw new AccountTaken(connectorOf(deps, pending.platform).manifest.name);
  }
  const actor = { kind: 'member', userId: session.userId } as const;
  const connections: Connection[] = [];
  // The pending connection goes last: until then everything can be repeated.
  for (const choice of chosen.slice(1)) {
    connections.push(await bindChoice(deps, pending, choice, newConnectionId(deps), actor));
  }
  const [first] = chosen;
  if (first) connections.unshift(await bindChoice(deps, pending, first, pending.id, actor));
  await deps.consents.dropChoices(session.workspaceId, connectionId);
  return connections;
}

function choiceOf(choices: readonly AccountChoice[], accountId: string): AccountChoice {
  const offered = choices.filter(({ unusable }) => unusable === null).map((choice) => choice.accountId);
  const found = choices.find((choice) => choice.accountId === accountId && choice.unusable === null);
  if (found) return found;
  throw new InvalidInput('an account is not among those that can be connected', [
    `accountIds: any of ${offered.join(', ')}`,
  ]);
}
