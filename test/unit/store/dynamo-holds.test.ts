import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { Hold } from '../../../lambdas/ports/holds.ts';
import { DynamoHolds } from '../../../lambdas/store/dynamo-holds.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');

function hold(id: string, more: Partial<Hold> = {}): Hold {
  return {
    workspaceId: 'ws_1',
    id,
    target: { customerId: 'p_1' },
    basis: 'PDPA section 24 (1)',
    by: 'u_officer',
    placedAt: NOON,
    until: null,
    releasedAt: null,
    releasedBy: null,
    ...more,
  };
}

function setUp() {
  const aws = new FakeAws();
  return { aws, holds: new DynamoHolds(new Table(aws.dynamo, 'Ledger')) };
}

describe('legal holds in the ledger', () => {
  it.each<Hold['target']>([{ customerId: 'p_1' }, { conversationId: 'c_1' }, { workspace: true }])(
    'come back as they were: %j',
    async (target) => {
      const { holds } = setUp();
      const placed = hold('h_1', { target, until: NOON + 1 });
      await holds.place(placed);
      expect(await holds.list('ws_1')).toEqual([placed]);
      expect(await holds.list('ws_2')).toEqual([]);
    },
  );

  it('are listed the newest first, over pages', async () => {
    const { aws, holds } = setUp();
    aws.pageSize = 1;
    for (const i of [2, 1, 3]) await holds.place(hold(`h_${i}`, { placedAt: NOON + i }));
    expect((await holds.list('ws_1')).map(({ id }) => id)).toEqual(['h_3', 'h_2', 'h_1']);
  });

  it('hold until their end, or until they are released, once', async () => {
    const { holds } = setUp();
    await holds.place(hold('h_ends', { until: NOON + 10 }));
    await holds.place(hold('h_stays', { placedAt: NOON + 1 }));
    const active = async (now: number) => (await holds.active('ws_1', now)).map(({ id }) => id);
    expect(await active(NOON + 9)).toEqual(['h_stays', 'h_ends']);
    expect(await active(NOON + 10)).toEqual(['h_stays']);
    expect(await holds.release('ws_1', 'h_ends', 'u_2', NOON + 10)).toBe(false);
    expect(await holds.release('ws_2', 'h_stays', 'u_2', NOON + 10)).toBe(false);
    expect(await holds.release('ws_1', 'h_stays', 'u_2', NOON + 11)).toBe(true);
    expect(await holds.release('ws_1', 'h_stays', 'u_3', NOON + 12)).toBe(false);
    expect(await active(NOON + 12)).toEqual([]);
    const released = { id: 'h_stays', releasedAt: NOON + 11, releasedBy: 'u_2' };
    expect((await holds.list('ws_1'))[0]).toMatchObject(released);
  });

  it('placed again under the same id stay as they are', async () => {
    const { holds } = setUp();
    await holds.place(hold('h_1'));
    await holds.place(hold('h_1', { basis: 'another' }));
    expect(await holds.list('ws_1')).toEqual([hold('h_1')]);
  });

  it('F06: say so when the database is down', async () => {
    const { aws, holds } = setUp();
    aws.failure = down(['dynamodb']);
    await expect(holds.active('ws_1', NOON)).rejects.toThrow(Unavailable);
  });
});
