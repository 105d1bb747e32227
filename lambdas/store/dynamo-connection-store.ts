import { lookupOfCredential } from '../domain/credential-ref.ts';
import type { Millis, PlatformId } from '../domain/platform.ts';
import type { LinkedConnection } from '../ports/connection-links.ts';
import type {
  AccountOwner,
  Binding,
  Connection,
  ConnectionChange,
  ConnectionStore,
  PendingSecrets,
} from '../ports/connections.ts';
import { ACCOUNT_STEP, bindingSteps, boundTo, linkKeys, seconds } from './binding-steps.ts';
import { changeToItem, connectionToItem, itemToConnection } from './connection-items.ts';
import { CONNECTION, connectionKeys, type Key, TTL_ATTRIBUTE } from './keys.ts';
import { ABSENT, atRevision, type Item, type Step, type Table } from './table.ts';

/** Writes connections to DynamoDB. What belongs together is written in one transaction. */
export class DynamoConnectionStore implements ConnectionStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async fresh(workspaceId: string, connectionId: string): Promise<Connection | null> {
    const item = await this.#item(workspaceId, connectionId);
    return item && item.aliasOf === undefined ? itemToConnection(item) : null;
  }

  async #item(workspaceId: string, connectionId: string): Promise<Item | null> {
    return this.#table.get(connectionKeys.connection(workspaceId, connectionId), { consistent: true });
  }

  async addPending(connection: Connection, secrets: PendingSecrets, until: Millis): Promise<void> {
    const { facts, clientSecret, webhookSecret } = secrets;
    const item = { ...connectionToItem(connection), facts, clientSecret, webhookSecret };
    await this.#table.put({ ...item, [TTL_ATTRIBUTE]: seconds(until) }, ABSENT);
  }

  async pendingSecrets(workspaceId: string, connectionId: string): Promise<PendingSecrets | null> {
    const item = await this.#item(workspaceId, connectionId);
    if (item?.state !== 'pending') return null;
    const { facts, clientSecret, webhookSecret } = item;
    return { facts, ...(clientSecret && { clientSecret }), ...(webhookSecret && { webhookSecret }) };
  }

  async owner(platform: PlatformId, accountId: string): Promise<AccountOwner | null> {
    const item = await this.#table.get(connectionKeys.account(platform, accountId), { consistent: true });
    return (
      item && { workspaceId: item.workspace, connectionId: item.connection, released: item.released === true }
    );
  }

  async bind(binding: Binding): Promise<'bound' | 'taken' | 'raced'> {
    const steps = [...bindingSteps(binding), ...(await this.#leftBehind(binding.connection))];
    const refused = await this.#table.transact(steps);
    if (refused.length === 0) return 'bound';
    if (!refused.includes(ACCOUNT_STEP)) return 'raced';
    const { platform, accountId, workspaceId, id } = binding.connection;
    const owner = await this.owner(platform, accountId);
    const mine = owner?.workspaceId === workspaceId && owner.connectionId === id;
    return owner === null || owner.released || mine ? 'raced' : 'taken';
  }

  /** Takes away what the connection hung on before and does not any more. That nobody changes it meanwhile, its revision says. */
  async #leftBehind(connection: Connection): Promise<Step[]> {
    const { workspaceId, id, rev } = connection;
    const before = rev === 0 ? null : await this.fresh(workspaceId, id);
    if (before === null) return [];
    const links = before.links.filter((print) => !connection.links.includes(print));
    const credentials = before.credentials.filter((ref) => !connection.credentials.includes(ref));
    const other = before.authorizationId !== connection.authorizationId;
    const keys = [
      ...linkKeys({ workspaceId, id, links }),
      ...(other && !(await this.sharesAuthorization(before))
        ? [connectionKeys.authorization(workspaceId, before.authorizationId)]
        : []),
      ...(await this.#ownCredentials({ workspaceId, id, credentials })),
    ];
    return keys.map((key) => ({ delete: key }));
  }

  async change(connection: Connection, change: ConnectionChange): Promise<Connection | null> {
    const key = connectionKeys.connection(connection.workspaceId, connection.id);
    const fields = changeToItem(connection, change);
    const { written } = await this.#table.change(key, fields, atRevision(connection.rev));
    if (!written) return null;
    const { facts: _facts, checkAt: _checkAt, ...plain } = change;
    return { ...connection, ...plain, rev: connection.rev + 1 };
  }

  async sealedFacts(workspaceId: string, connectionId: string): Promise<Uint8Array | null> {
    return (await this.#item(workspaceId, connectionId))?.facts ?? null;
  }

  async dropPending(workspaceId: string, connectionId: string): Promise<void> {
    const pending = {
      expression: '#state = :pending',
      names: { '#state': 'state' },
      values: { ':pending': 'pending' },
    };
    await this.#table.delete(connectionKeys.connection(workspaceId, connectionId), pending);
  }

  async close(connection: Connection, at: Millis): Promise<boolean> {
    const { workspaceId, id, platform, accountId, authorizationId } = connection;
    const shared = await this.sharesAuthorization(connection);
    const gone = [
      connectionKeys.history(workspaceId, id),
      ...linkKeys(connection),
      ...(shared ? [] : [connectionKeys.authorization(workspaceId, authorizationId)]),
      ...(await this.#ownCredentials(connection)),
    ];
    const closed: ConnectionChange = {
      state: 'disconnected',
      tokenExpiresAt: null,
      health: { checkedAt: at, problem: null, failures: 0 },
      lapsedAt: null,
      closing: null,
      checkAt: null,
    };
    const refused = await this.#table.transact([
      {
        change: connectionKeys.connection(workspaceId, id),
        fields: { ...changeToItem(connection, closed), facts: undefined, links: [] },
        condition: atRevision(connection.rev),
      },
      {
        change: connectionKeys.account(platform, accountId),
        fields: { released: true },
        condition: boundTo(workspaceId, id),
      },
      ...gone.map((key) => ({ delete: key })),
    ]);
    if (refused.length > 0) return false;
    // Who closed another connection with the same tokens at the same moment saw this one alive.
    if (shared && !(await this.sharesAuthorization(connection)))
      await this.#table.delete(connectionKeys.authorization(workspaceId, authorizationId));
    return true;
  }

  /** Webhook secrets of the merchant's own application, unless another connection of the workspace needs them. */
  async #ownCredentials(connection: Pick<Connection, 'workspaceId' | 'id' | 'credentials'>): Promise<Key[]> {
    if (connection.credentials.length === 0) return [];
    const others = (await this.#others(connection)).flatMap((other) => other.credentials);
    const keys: Key[] = [];
    for (const ref of connection.credentials.filter((credential) => !others.includes(credential))) {
      const pk = connectionKeys.credentials(lookupOfCredential(ref));
      for await (const item of this.#table.all({ pk, consistent: true })) {
        // Whichever of the workspace's connections brought it.
        if (item.ref === ref && item.workspace === connection.workspaceId)
          keys.push({ pk: item.pk, sk: item.sk });
      }
    }
    return keys;
  }

  async sharedLinks(connection: Connection): Promise<ReadonlySet<string>> {
    const shared = new Set<string>();
    for await (const { print } of this.#linked(connection)) shared.add(print);
    return shared;
  }

  async neighbours(connection: Connection): Promise<readonly LinkedConnection[]> {
    const found = new Map<string, LinkedConnection>();
    for await (const { workspaceId, connectionId } of this.#linked(connection))
      found.set(connectionId, { workspaceId, connectionId });
    return [...found.values()];
  }

  /** Whoever else has one of these links, once for each. */
  async *#linked({
    workspaceId,
    id,
    links,
  }: Connection): AsyncGenerator<LinkedConnection & { print: string }> {
    for (const print of links) {
      for await (const item of this.#table.all({ pk: connectionKeys.links(print), consistent: true }))
        if (item.workspace !== workspaceId || item.connection !== id)
          yield { print, workspaceId: item.workspace, connectionId: item.connection };
    }
  }

  async sharesAuthorization(connection: Connection): Promise<boolean> {
    return (await this.#others(connection)).some(
      ({ authorizationId, lapsedAt }) => authorizationId === connection.authorizationId && lapsedAt === null,
    );
  }

  /** The workspace's other living connections. */
  async #others({ workspaceId, id }: Pick<Connection, 'workspaceId' | 'id'>): Promise<readonly Connection[]> {
    const others: Connection[] = [];
    const pk = connectionKeys.workspace(workspaceId);
    const all = this.#table.all({ pk, from: CONNECTION, to: `${CONNECTION}\u{ffff}`, consistent: true });
    for await (const item of all) {
      if (item.connection !== id && LIVING.has(item.state)) others.push(itemToConnection(item));
    }
    return others;
  }
}

const LIVING: ReadonlySet<unknown> = new Set(['connected', 'needs_reconnect']);
