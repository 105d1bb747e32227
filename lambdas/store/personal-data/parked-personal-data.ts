import type { AwsCaller } from '../../aws/aws-call.ts';
import type { DataScope } from '../../domain/data-scope.ts';
import type { HeldPage, HeldRecord, PersonalData } from '../../ports/personal-data.ts';
import { readMessage } from '../delivery-envelope.ts';
import type { DeliveryReader } from '../delivery-reader.ts';
import { PARKED } from '../keys.ts';
import type { Item, Table } from '../table.ts';
import { keyToPlace, placeToKey, type TableSweep } from '../table-sweep.ts';

const KIND = 'parked delivery';

/** The shortest id by which a delivery is told: a shorter one stands in others by chance. */
const SHORTEST = 6;

/**
 * Parked deliveries that name a person, or came for an account: nobody could read them, so they are told by the platform's ids in their bytes. One
 * that names others, too, goes as a whole: it had waited for its operator for as long.
 */
export class ParkedPersonalData implements PersonalData {
  readonly store = 'Inbox';
  readonly #table: Table;
  readonly #sweep: TableSweep;
  readonly #reader: DeliveryReader;
  readonly #aws: AwsCaller;
  readonly #bucket: string;

  constructor(table: Table, sweep: TableSweep, reader: DeliveryReader, aws: AwsCaller, bucket: string) {
    this.#table = table;
    this.#sweep = sweep;
    this.#reader = reader;
    this.#aws = aws;
    this.#bucket = bucket;
  }

  async find(scope: DataScope, cursor: string | null, limit: number): Promise<HeldPage> {
    const words = wordsOf(scope);
    if (words.length === 0) return { records: [], cursor: null };
    const from = cursor === null ? {} : { from: `${cursor}\u0000` };
    const { items, more } = await this.#table.query({ pk: PARKED, ...from, limit, consistent: true });
    const records: HeldRecord[] = [];
    for (const item of items)
      if (await this.#names(item, words))
        records.push({ store: this.store, item: KIND, place: keyToPlace(item as never) });
    return { records, cursor: more ? (items.at(-1)?.sk ?? null) : null };
  }

  /** The body first: without its row nobody would find it. */
  async destroy(_scope: DataScope, records: readonly HeldRecord[]): Promise<void> {
    const parked = records.filter(({ item }) => item === KIND);
    for (const { place } of parked) {
      const item = await this.#table.get(placeToKey(place), { consistent: true });
      const object = item && readMessage(item.envelope).envelope.object;
      if (object)
        await this.#aws.send({ service: 's3', method: 'DELETE', path: `/${this.#bucket}/${object}` });
    }
    await this.#sweep.delete(parked.map(({ place }) => placeToKey(place)));
  }

  async #names({ envelope }: Item, words: readonly string[]): Promise<boolean> {
    const { delivery } = await this.#reader.read(envelope);
    return words.some((word) => Buffer.from(delivery.body).includes(word));
  }
}

function wordsOf(scope: DataScope): readonly string[] {
  const words = 'accountIds' in scope ? scope.accountIds : (scope.words ?? []);
  return words.filter((word) => word.length >= SHORTEST);
}
