import type { HistoryImport } from '../../../lambdas/ports/history-imports.ts';
import { DynamoConnectionStore } from '../../../lambdas/store/dynamo-connection-store.ts';
import { DynamoHistoryImports } from '../../../lambdas/store/dynamo-history-imports.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { aBinding, bytes } from '../../support/bindings.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { aConnection } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const HOUR = 3_600_000;
const KEY = 'W#ws_1 HISTORY#c_1';

/** An import as binding an account plans it. */
async function setUp(since: number | null = NOON - HOUR) {
  const aws = new FakeAws();
  const table = new Table(aws.dynamo, 'Connections');
  const connection = aConnection({ workspaceId: 'ws_1', id: 'c_1', connectedAt: NOON, rev: 0 });
  const history = { at: NOON + HOUR, since, until: NOON + HOUR };
  await new DynamoConnectionStore(table).bind(aBinding(connection, { history }));
  const imports = new DynamoHistoryImports(table);
  const progress = (await imports.historyImport('ws_1', 'c_1')) as HistoryImport;
  return { imports, progress, rows: aws.table('Connections') };
}

describe('the import of earlier messages', () => {
  it.each([NOON - HOUR, null])('begins as it was planned: since %s', async (since) => {
    const { imports, progress, rows } = await setUp(since);
    expect(progress).toEqual({
      workspaceId: 'ws_1',
      connectionId: 'c_1',
      since,
      until: NOON + HOUR,
      cursor: null,
      failures: 0,
      rev: 1,
    });
    expect(rows.get(KEY)?.dueSk).toEqual({ S: `${NOON + HOUR}#ws_1#c_1` });
    expect(await imports.historyImport('ws_2', 'c_1')).toBeNull();
    expect(await imports.historyImport('ws_1', 'c_2')).toBeNull();
  });

  it('remembers how far it got, and when to go on', async () => {
    const { imports, progress, rows } = await setUp();
    const further = { ...progress, cursor: bytes('sealed cursor'), failures: 2 };
    const saved = await imports.saveImport(further, NOON + 2 * HOUR);
    expect(saved).toEqual({ ...further, rev: 2 });
    expect(await imports.historyImport('ws_1', 'c_1')).toEqual(saved);
    expect(rows.get(KEY)?.dueSk).toEqual({ S: `${NOON + 2 * HOUR}#ws_1#c_1` });
  });

  it('begins anew where its place is taken away', async () => {
    const { imports, progress } = await setUp();
    const saved = await imports.saveImport({ ...progress, cursor: bytes('sealed cursor') }, NOON);
    await imports.saveImport({ ...(saved as HistoryImport), cursor: null }, NOON);
    expect(await imports.historyImport('ws_1', 'c_1')).toEqual({ ...progress, rev: 3 });
  });

  it('is carried on by one of two workers at the same time', async () => {
    const { imports, progress } = await setUp();
    const pages = ['a', 'b'].map((word) => imports.saveImport({ ...progress, cursor: bytes(word) }, NOON));
    const saved = (await Promise.all(pages)).filter((one) => one !== null);
    expect(saved).toHaveLength(1);
    expect(await imports.historyImport('ws_1', 'c_1')).toEqual(saved[0]);
  });

  it('is ended by who knows its end, and not by who fell behind', async () => {
    const { imports, progress, rows } = await setUp();
    const saved = await imports.saveImport({ ...progress, cursor: bytes('a') }, NOON);
    await imports.endImport(progress);
    expect(await imports.historyImport('ws_1', 'c_1')).toEqual(saved);
    await imports.endImport(saved as HistoryImport);
    expect(rows.has(KEY)).toBe(false);
    expect(await imports.saveImport(saved as HistoryImport, NOON)).toBeNull();
    expect(rows.has(KEY)).toBe(false);
  });
});
