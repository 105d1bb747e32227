import { CASE_DAYS, openedCase } from '../../../lambdas/domain/privacy-case.ts';
import { DynamoPrivacyCases } from '../../../lambdas/store/dynamo-privacy-cases.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const END = String(NOON / 1000 + CASE_DAYS * 86_400);
const opened = openedCase('CaseNumber0000001', NOON, true);
const request = (requestId: string) =>
  ({ workspaceId: 'ws_1', connectionId: 'c_1', platform: 'pigeon', requestId }) as const;

function setUp() {
  const aws = new FakeAws();
  return { aws, rows: aws.table('Ledger'), cases: new DynamoPrivacyCases(new Table(aws.dynamo, 'Ledger')) };
}

describe('cases in the ledger', () => {
  it('come back with their requests, by code and as the latest of a person', async () => {
    const { aws, cases } = setUp();
    aws.pageSize = 1;
    expect(await cases.open('print_1', opened, null)).toBe(true);
    await cases.addRequests(opened, [request('r_1'), request('r_2')]);
    await cases.addRequests(opened, [request('r_2')]);
    expect(await cases.case(opened.code)).toEqual({ ...opened, requests: [request('r_1'), request('r_2')] });
    expect(await cases.latest('print_1')).toBe(opened.code);
    expect(await cases.latest('print_2')).toBeNull();
    expect(await cases.case('CaseNumber0000002')).toBeNull();
  });

  it('end by themselves, all of them', async () => {
    const { cases, rows } = setUp();
    await cases.open('print_1', opened, null);
    await cases.addRequests(opened, [request('r_1')]);
    expect([...rows.keys()]).toEqual([
      'P#_#print_1 CASE',
      'P#CaseNumber0000001 CASE',
      'P#CaseNumber0000001 REQUEST#ws_1#r_1',
    ]);
    expect([...rows.values()].map(({ expiresAt }) => expiresAt?.N)).toEqual([END, END, END]);
  });

  it('are opened by one caller only, and only in place of the case that was seen', async () => {
    const { cases, rows } = setUp();
    const next = openedCase('CaseNumber0000002', NOON, false);
    await cases.open('print_1', opened, null);
    expect(await cases.open('print_1', next, null)).toBe(false);
    expect(await cases.open('print_1', next, 'CaseNumber0000000')).toBe(false);
    expect(rows.size).toBe(2);
    expect(await cases.open('print_1', next, opened.code)).toBe(true);
    expect(await cases.latest('print_1')).toBe(next.code);
    expect(await cases.case(next.code)).toEqual({ ...next, completedAt: NOON });
  });

  it('are completed once', async () => {
    const { cases } = setUp();
    await cases.open('print_1', opened, null);
    await cases.complete(opened.code, NOON + 1);
    await cases.complete(opened.code, NOON + 2);
    await cases.complete('CaseNumber0000009', NOON);
    expect((await cases.case(opened.code))?.completedAt).toBe(NOON + 1);
    expect(await cases.case('CaseNumber0000009')).toBeNull();
  });

  it('keep what people had connected beside their latest case, until a day', async () => {
    const { cases } = setUp();
    const connections = [1, 2].map((i) => ({ workspaceId: `ws_${i}`, connectionId: `c_${i}` }));
    await cases.remember('print_1', connections, NOON);
    await cases.open('print_1', opened, null);
    expect(await cases.remembered('print_1', NOON - 1)).toEqual(connections);
    expect(await cases.remembered('print_1', NOON)).toEqual([]);
    expect(await cases.remembered('print_2', NOON - 1)).toEqual([]);
    expect(await cases.latest('print_1')).toBe(opened.code);
  });
});
