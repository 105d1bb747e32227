import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { InvalidInput, Unavailable } from '../domain/errors.ts';
import type { Key } from './keys.ts';
import { type CapacityListener, failureOf, type Item } from './table.ts';

/** As many as DynamoDB takes in one call. */
const BATCH = 25;
/** What the database leaves undone in a batch is asked for again so often. */
const ROUNDS = 8;

/** Going through a whole table, and deleting many rows of it: for erasure and its proof only, never for a request of somebody who waits. */
export class TableSweep {
  readonly #client: DynamoDBClient;
  readonly #name: string;
  readonly #pause: (round: number) => Promise<void>;
  readonly #listen: CapacityListener | undefined;

  constructor(
    client: DynamoDBClient,
    name: string,
    pause: (round: number) => Promise<void>,
    listen?: CapacityListener,
  ) {
    this.#client = client;
    this.#name = name;
    this.#pause = pause;
    this.#listen = listen;
  }

  /** A page of all rows, read consistently; cursor null = from the beginning, or nothing is left. @throws Unavailable */
  async scan(cursor: string | null, limit: number): Promise<{ items: Item[]; cursor: string | null }> {
    const command = new ScanCommand({
      TableName: this.#name,
      Limit: limit,
      ConsistentRead: true,
      ...(cursor === null ? {} : { ExclusiveStartKey: marshall(placeToKey(cursor)) }),
      ...this.#costs(),
    });
    const { Items = [], LastEvaluatedKey, ConsumedCapacity } = await this.#client.send(command).catch(raise);
    this.#listen?.('scan', ConsumedCapacity?.CapacityUnits ?? 0);
    return { items: Items.map((item) => unmarshall(item)), cursor: nextOf(LastEvaluatedKey) };
  }

  /** Deletes rows; those that are gone are no error. @throws Unavailable */
  async delete(keys: readonly Key[]): Promise<void> {
    for (let i = 0; i < keys.length; i += BATCH) await this.#deleteBatch(keys.slice(i, i + BATCH));
  }

  async #deleteBatch(keys: readonly Key[]): Promise<void> {
    let left = keys.map((key) => ({ DeleteRequest: { Key: marshall(key) } }));
    for (let round = 0; left.length > 0; round++) {
      if (round === ROUNDS) throw new Unavailable('the database (it leaves deletions undone)');
      if (round > 0) await this.#pause(round);
      const command = new BatchWriteItemCommand({ RequestItems: { [this.#name]: left }, ...this.#costs() });
      const { UnprocessedItems, ConsumedCapacity = [] } = await this.#client.send(command).catch(raise);
      this.#listen?.(
        'delete',
        ConsumedCapacity.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0),
      );
      left = (UnprocessedItems?.[this.#name] ?? []) as typeof left;
    }
  }

  #costs(): { ReturnConsumedCapacity?: 'TOTAL' } {
    return this.#listen ? { ReturnConsumedCapacity: 'TOTAL' } : {};
  }
}

function raise(error: unknown): never {
  throw failureOf(error);
}

function nextOf(key: Record<string, AttributeValue> | undefined): string | null {
  if (!key) return null;
  const { pk, sk } = unmarshall(key);
  return keyToPlace({ pk, sk });
}

/** A key as one string. */
export function keyToPlace({ pk, sk }: Key): string {
  return JSON.stringify([pk, sk]);
}

/** @throws InvalidInput when it is none */
export function placeToKey(place: string): Key {
  const [pk, sk] = JSON.parse(place) as [unknown, unknown];
  if (typeof pk !== 'string' || typeof sk !== 'string') throw new InvalidInput('the place is not a key');
  return { pk, sk };
}
