import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import { type KaoJaiError, Misconfigured, Unavailable } from '../domain/errors.ts';
import type { Key } from './keys.ts';

export type Item = Record<string, NativeAttributeValue>;

/** A condition in DynamoDB's expression language. */
export interface Condition {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Item;
}

export interface QueryPage {
  readonly pk: string;
  readonly index?: { readonly name: string; readonly partition: string; readonly sort: string };
  /** Inclusive bounds of the sort key. */
  readonly from?: string;
  readonly to?: string;
  readonly newestFirst?: boolean;
  readonly limit?: number;
  readonly consistent?: boolean;
  readonly projection?: readonly string[];
}

/** One write of several that happen together or not at all. */
export type Step =
  | { readonly put: Item; readonly condition?: Condition }
  /** Fields to set; what is undefined is taken away. */
  | { readonly change: Key; readonly fields: Item; readonly condition?: Condition }
  | { readonly delete: Key; readonly condition?: Condition };

/** A single write that met a transaction on the same item: somebody else was faster. */
export class MetTransaction extends Unavailable {}

/** Counts what the database says that calls cost. */
export type CapacityListener = (operation: string, units: number) => void;

const MARSHALL = { removeUndefinedValues: true, convertEmptyValues: false } as const;

/** One table, with items as plain objects. Every failure of the database itself is raised as `Unavailable`. */
export class Table {
  readonly #client: DynamoDBClient;
  readonly #name: string;
  readonly #listen: CapacityListener | undefined;

  constructor(client: DynamoDBClient, name: string, listen?: CapacityListener) {
    this.#client = client;
    this.#name = name;
    this.#listen = listen;
  }

  async get(key: Key, options: { readonly consistent: boolean }): Promise<Item | null> {
    const input = { TableName: this.#name, Key: marshall(key), ConsistentRead: options.consistent };
    const { Item } = await this.#call('get', () =>
      this.#client.send(new GetItemCommand({ ...input, ...this.#costs() })),
    );
    return Item ? unmarshall(Item) : null;
  }

  /** Writes the item if the condition holds; otherwise returns the item that stands there. */
  async put(
    item: Item,
    condition?: Condition,
  ): Promise<{ written: true } | { written: false; existing: Item | null }> {
    const input = {
      TableName: this.#name,
      Item: marshall(item, MARSHALL),
      ...expressions(condition),
      ...(condition ? { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const } : {}),
    };
    return this.#conditional('put', () =>
      this.#client.send(new PutItemCommand({ ...input, ...this.#costs() })),
    );
  }

  async update(
    key: Key,
    update: Condition,
    condition?: Condition,
  ): Promise<{ written: true } | { written: false; existing: Item | null }> {
    const { ConditionExpression, ...placeholders } = expressions(both(update, condition));
    const input = {
      TableName: this.#name,
      Key: marshall(key),
      UpdateExpression: update.expression,
      ...placeholders,
      ...(condition && ConditionExpression ? { ConditionExpression } : {}),
    };
    return this.#conditional('update', () =>
      this.#client.send(new UpdateItemCommand({ ...input, ...this.#costs() })),
    );
  }

  async delete(
    key: Key,
    condition?: Condition,
  ): Promise<{ written: true } | { written: false; existing: Item | null }> {
    const input = { TableName: this.#name, Key: marshall(key), ...expressions(condition) };
    return this.#conditional('delete', () =>
      this.#client.send(new DeleteItemCommand({ ...input, ...this.#costs() })),
    );
  }

  /** Sets fields, and takes away those that are undefined. */
  async change(
    key: Key,
    fields: Item,
    condition?: Condition,
  ): Promise<{ written: true } | { written: false; existing: Item | null }> {
    return this.update(key, changing(fields), condition);
  }

  /**
   * Writes all or nothing, at most 100 items; costs twice what single writes do. Answers the steps whose conditions did not hold, or that met
   * another writer; empty = written.
   */
  async transact(steps: readonly Step[]): Promise<readonly number[]> {
    const TransactItems = steps.map((step) => this.#transactItem(step));
    try {
      const command = new TransactWriteItemsCommand({ TransactItems, ...this.#costs() });
      const { ConsumedCapacity = [] } = await this.#client.send(command);
      const units = ConsumedCapacity.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      this.#listen?.('transact', units);
      return [];
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw failureOf(error);
      const refused = (error.CancellationReasons ?? []).flatMap(({ Code }, i) =>
        REFUSED.test(Code ?? '') ? [i] : [],
      );
      // Nothing that a condition could explain: too many requests, or a wrong one.
      if (refused.length === 0) throw failureOf(error);
      return refused;
    }
  }

  #transactItem(step: Step): TransactWriteItem {
    const TableName = this.#name;
    if ('put' in step)
      return { Put: { TableName, Item: marshall(step.put, MARSHALL), ...expressions(step.condition) } };
    if ('delete' in step)
      return { Delete: { TableName, Key: marshall(step.delete), ...expressions(step.condition) } };
    const change = changing(step.fields);
    const { ConditionExpression, ...placeholders } = expressions(both(change, step.condition));
    return {
      Update: {
        TableName,
        Key: marshall(step.change),
        UpdateExpression: change.expression,
        ...placeholders,
        ...(step.condition && ConditionExpression ? { ConditionExpression } : {}),
      },
    };
  }

  /** One page of a query; `more` says that the partition goes on. */
  async query(page: QueryPage): Promise<{ items: Item[]; more: boolean }> {
    const { input, sort } = this.#queryInput(page);
    const result = await this.#call('query', () =>
      this.#client.send(new QueryCommand({ ...input, ...this.#costs() })),
    );
    const items = (result.Items ?? []).map((item) => unmarshall(item));
    return { items, more: result.LastEvaluatedKey !== undefined && items.length > 0 && sort !== '' };
  }

  /** All items of a query, page after page. */
  async *all(page: QueryPage): AsyncGenerator<Item> {
    const { input } = this.#queryInput(page);
    let start: Record<string, AttributeValue> | undefined;
    do {
      const from = start ? { ExclusiveStartKey: start } : {};
      const result = await this.#call('query', () =>
        this.#client.send(new QueryCommand({ ...input, ...from, ...this.#costs() })),
      );
      for (const item of result.Items ?? []) yield unmarshall(item);
      start = result.LastEvaluatedKey;
    } while (start);
  }

  #queryInput(page: QueryPage) {
    const partition = page.index?.partition ?? 'pk';
    const sort = page.index?.sort ?? 'sk';
    const range = rangeOf(page);
    const names: Record<string, string> = { '#pk': partition, ...(range ? { '#sk': sort } : {}) };
    page.projection?.forEach((name, i) => {
      names[`#p${i}`] = name;
    });
    const values = {
      ':pk': page.pk,
      ...(page.from !== undefined ? { ':from': page.from } : {}),
      ...(page.to !== undefined ? { ':to': page.to } : {}),
    };
    const input = {
      TableName: this.#name,
      ...(page.index ? { IndexName: page.index.name } : {}),
      KeyConditionExpression: `#pk = :pk${range}`,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: marshall(values),
      ScanIndexForward: !page.newestFirst,
      ConsistentRead: page.consistent === true,
      ...(page.limit !== undefined ? { Limit: page.limit } : {}),
      ...(page.projection
        ? { ProjectionExpression: page.projection.map((_, i) => `#p${i}`).join(', ') }
        : {}),
    };
    return { input, sort };
  }

  #costs(): { ReturnConsumedCapacity?: 'TOTAL' } {
    return this.#listen ? { ReturnConsumedCapacity: 'TOTAL' } : {};
  }

  async #conditional(
    operation: string,
    send: () => Promise<{ ConsumedCapacity?: { CapacityUnits?: number | undefined } | undefined }>,
  ): Promise<{ written: true } | { written: false; existing: Item | null }> {
    try {
      await this.#call(operation, send);
      return { written: true };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // A refused conditional write costs what a write costs, and the database does not report it.
      this.#listen?.(`${operation} refused`, 1);
      return { written: false, existing: error.Item ? unmarshall(error.Item) : null };
    }
  }

  async #call<R extends { ConsumedCapacity?: { CapacityUnits?: number | undefined } | undefined }>(
    operation: string,
    send: () => Promise<R>,
  ): Promise<R> {
    try {
      const result = await send();
      const units = result.ConsumedCapacity?.CapacityUnits;
      if (units !== undefined) this.#listen?.(operation, units);
      return result;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw error;
      throw failureOf(error);
    }
  }
}

const REFUSED = /^(ConditionalCheckFailed|TransactionConflict)$/;

/** `SET` for what is given, `REMOVE` for what is undefined. */
function changing(fields: Item): Condition {
  const names = Object.keys(fields);
  const given = names.filter((name) => fields[name] !== undefined);
  const gone = names.filter((name) => fields[name] === undefined);
  const set = given.map((name) => `#f_${name} = :f_${name}`).join(', ');
  const remove = gone.map((name) => `#f_${name}`).join(', ');
  return {
    expression: [set && `SET ${set}`, remove && `REMOVE ${remove}`].filter(Boolean).join(' '),
    names: Object.fromEntries(names.map((name) => [`#f_${name}`, name])),
    values: Object.fromEntries(given.map((name) => [`:f_${name}`, fields[name]])),
  };
}

/** Placeholders of an update and its condition; the expression is the condition's. */
function both(update: Condition, condition: Condition | undefined): Condition {
  return {
    expression: condition?.expression ?? '',
    names: { ...update.names, ...condition?.names },
    values: { ...update.values, ...condition?.values },
  };
}

/** Requests that are wrong stay wrong; everything else may pass. */
const OUR_FAULT =
  /^(Validation|ResourceNotFound|AccessDenied|ItemCollectionSizeLimit|Serialization|UnrecognizedClient)/;

/** What a failure of the database means. Names its error class only: its message may quote keys. */
export function failureOf(error: unknown): KaoJaiError {
  const name = error instanceof Error ? error.name : 'unknown';
  if (name === 'TransactionConflictException') return new MetTransaction('the database', error);
  return OUR_FAULT.test(name)
    ? new Misconfigured(`the database refuses a request (${name})`)
    : new Unavailable('the database', error);
}

function rangeOf({ from, to }: QueryPage): string {
  if (from !== undefined && to !== undefined) return ' AND #sk BETWEEN :from AND :to';
  if (from !== undefined) return ' AND #sk >= :from';
  return to === undefined ? '' : ' AND #sk <= :to';
}

interface Expressions {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, AttributeValue>;
}

function expressions(condition: Condition | undefined): Expressions {
  if (!condition) return {};
  const names = condition.names ?? {};
  const values = condition.values ?? {};
  return {
    ConditionExpression: condition.expression,
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: { ...names } } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: marshall(values, MARSHALL) } : {}),
  };
}

/** The attribute that counts the writes of an item. */
export const REVISION = 'r';

/** The item must not exist. */
export const ABSENT: Condition = { expression: 'attribute_not_exists(pk)' };

/** The item must have that revision; null = must not exist. */
export function atRevision(rev: number | null): Condition {
  return rev === null
    ? ABSENT
    : { expression: '#rev = :rev', names: { '#rev': REVISION }, values: { ':rev': rev } };
}
