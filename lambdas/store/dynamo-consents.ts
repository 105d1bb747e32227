import type { Millis } from '../domain/platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { AccountChoice, ConsentAttempt, ConsentStore } from '../ports/consents.ts';
import { itemToTokens, tokensToItem } from './authorization-items.ts';
import { connectionKeys, TTL_ATTRIBUTE } from './keys.ts';
import { ABSENT, type Item, type Table } from './table.ts';

/** Consents under way, in the Connections table. */
export class DynamoConsents implements ConsentStore {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async addAttempt(attempt: ConsentAttempt): Promise<void> {
    const { expiresAt, features, scopes, ...fields } = attempt;
    await this.#table.put(
      {
        ...connectionKeys.consent(attempt.stateDigest),
        ...fields,
        features: [...features],
        scopes: [...scopes],
        until: expiresAt,
        [TTL_ATTRIBUTE]: Math.ceil(expiresAt / 1_000),
      },
      ABSENT,
    );
  }

  async attempt(stateDigest: string): Promise<ConsentAttempt | null> {
    const item = await this.#table.get(connectionKeys.consent(stateDigest), { consistent: true });
    if (item === null) return null;
    const { pk: _pk, sk: _sk, until, [TTL_ATTRIBUTE]: _ttl, ...fields } = item;
    return { ...fields, expiresAt: until } as ConsentAttempt;
  }

  async takeAttempt(stateDigest: string): Promise<boolean> {
    const there = { expression: 'attribute_exists(pk)' };
    return (await this.#table.delete(connectionKeys.consent(stateDigest), there)).written;
  }

  async addChoices(
    workspaceId: string,
    connectionId: string,
    choices: readonly AccountChoice[],
    until: Millis,
  ): Promise<void> {
    for (const choice of choices) {
      const { accountId, tokens, unusable, authorizationId, ownUserIds, links, grantedScopes, ...fields } =
        choice;
      await this.#table.put({
        ...connectionKeys.choice(workspaceId, connectionId, accountId),
        ...fields,
        account: accountId,
        unusable: unusable ?? undefined,
        authorization: authorizationId ?? undefined,
        ownUserIds: [...ownUserIds],
        links: [...links],
        grantedScopes: [...grantedScopes],
        ...(tokens ? { ...tokensToItem(tokens), hasTokens: true } : {}),
        [TTL_ATTRIBUTE]: Math.ceil(until / 1_000),
      });
    }
  }

  async choices(workspaceId: string, connectionId: string): Promise<readonly AccountChoice[]> {
    const choices: AccountChoice[] = [];
    for await (const item of this.#all(workspaceId, connectionId)) {
      if (item[TTL_ATTRIBUTE] * 1_000 > this.#clock.now()) choices.push(itemToChoice(item));
    }
    return choices;
  }

  async dropChoices(workspaceId: string, connectionId: string): Promise<void> {
    for await (const { pk, sk } of this.#all(workspaceId, connectionId)) await this.#table.delete({ pk, sk });
  }

  #all(workspaceId: string, connectionId: string): AsyncGenerator<Item> {
    const from = connectionKeys.choices(connectionId);
    const pk = connectionKeys.workspace(workspaceId);
    return this.#table.all({ pk, from, to: `${from}\u{ffff}`, consistent: true });
  }
}

function itemToChoice(item: Item): AccountChoice {
  return {
    accountId: item.account,
    displayName: item.displayName,
    surface: item.surface,
    unusable: item.unusable ?? null,
    ownUserIds: item.ownUserIds,
    links: item.links,
    facts: item.facts,
    tokens: item.hasTokens ? itemToTokens(item) : null,
    authorizationId: item.authorization ?? null,
    grantedScopes: item.grantedScopes,
  };
}
