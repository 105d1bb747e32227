import { DynamoPrivacyCodes } from '../../../lambdas/store/dynamo-privacy-codes.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const RECORD = { digest: 'd', until: NOON + 1, tries: 0, madeAt: [NOON], rev: 0 } as const;

describe('codes in the ledger', () => {
  it('come back at their revision, and end by themselves', async () => {
    const aws = new FakeAws();
    const codes = new DynamoPrivacyCodes(new Table(aws.dynamo, 'Ledger'));
    expect(await codes.read('ws_1', 'r_1')).toBeNull();
    expect(await codes.save('ws_1', 'r_1', RECORD)).toBe(true);
    expect(await codes.read('ws_1', 'r_1')).toEqual({ ...RECORD, rev: 1 });
    expect(await codes.read('ws_2', 'r_1')).toBeNull();
    const [[key, row] = []] = [...aws.table('Ledger')];
    expect(key).toBe('W#ws_1#PRIVACY CODE#r_1');
    expect(Number(row?.expiresAt?.N)).toBe(NOON / 1_000 + 1 + 2 * 86_400);
  });

  it('are written over the revision that was read, and over no other', async () => {
    const codes = new DynamoPrivacyCodes(new Table(new FakeAws().dynamo, 'Ledger'));
    await codes.save('ws_1', 'r_1', RECORD);
    expect(await codes.save('ws_1', 'r_1', RECORD)).toBe(false);
    expect(await codes.save('ws_1', 'r_1', { ...RECORD, tries: 1, rev: 1 })).toBe(true);
    expect(await codes.save('ws_1', 'r_1', { ...RECORD, tries: 1, rev: 1 })).toBe(false);
    expect((await codes.read('ws_1', 'r_1'))?.tries).toBe(1);
  });
});
