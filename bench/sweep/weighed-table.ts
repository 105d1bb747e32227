import { type Item, type QueryPage, Table } from '../../lambdas/store/table.ts';

/** DynamoDB counts what a query reads in steps of 4 KB, half of that where it need not be consistent. The emulator counts every query as one. */
const STEP_BYTES = 4_096;

/** A table that knows by DynamoDB's rule what its queries cost. */
export class WeighedTable extends Table {
  readUnits = 0;

  override async query(page: QueryPage): Promise<{ items: Item[]; more: boolean }> {
    const found = await super.query(page);
    const bytes = found.items.reduce((sum, item) => sum + bytesOf(item), 0);
    this.readUnits += Math.max(1, Math.ceil(bytes / STEP_BYTES)) / (page.consistent ? 1 : 2);
    return found;
  }
}

/** Names and values; here all of them are text. */
function bytesOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + name.length + Buffer.byteLength(value), 0);
}
