import type { Millis } from '../domain/platform.ts';
import type { SavedThing } from '../domain/saved-thing.ts';
import type { SavedThings } from '../ports/saved-things.ts';
import { TTL_ATTRIBUTE } from './keys.ts';
import type { SavedItems } from './saved-items.ts';
import { ABSENT, type Item, type Table } from './table.ts';

/** What has an owner is there; what was removed has none, until the table takes the row. */
const IS_THERE = { expression: 'attribute_exists(#o)', names: { '#o': 'o' } };

/**
 * Saved things of one kind in the Inbox table, a partition of its own per workspace. Removing writes an empty row that ends by itself over the
 * thing: so the function that serves agents needs no right to delete from the table of all conversations.
 */
export class DynamoSavedThings<T extends SavedThing> implements SavedThings<T> {
  readonly #table: Table;
  readonly #items: SavedItems<T>;

  constructor(table: Table, items: SavedItems<T>) {
    this.#table = table;
    this.#items = items;
  }

  async all(workspaceId: string): Promise<readonly T[]> {
    const { partition, prefix } = this.#items;
    const page = { pk: partition(workspaceId), from: prefix, to: `${prefix}\u{ffff}`, consistent: true };
    const things: T[] = [];
    for await (const item of this.#table.all(page))
      if (isThere(item)) things.push(this.#items.fromItem(item));
    return things;
  }

  async find(workspaceId: string, id: string): Promise<T | null> {
    const { partition, prefix } = this.#items;
    const key = { pk: partition(workspaceId), sk: `${prefix}${id}` };
    const item = await this.#table.get(key, { consistent: true });
    return item && isThere(item) ? this.#items.fromItem(item) : null;
  }

  async add(thing: T): Promise<void> {
    await this.#table.put(this.#items.toItem(thing), ABSENT);
  }

  async save(thing: T): Promise<boolean> {
    const before = { '#v': 'v' };
    const condition = { expression: '#v = :v', names: before, values: { ':v': thing.version - 1 } };
    return (await this.#table.put(this.#items.toItem(thing), condition)).written;
  }

  async remove(thing: T, at: Millis): Promise<boolean> {
    const { pk, sk } = this.#items.toItem(thing);
    const empty = { pk, sk, [TTL_ATTRIBUTE]: Math.floor(at / 1_000) };
    return (await this.#table.put(empty, IS_THERE)).written;
  }
}

function isThere({ o }: Item): boolean {
  return o !== undefined;
}
