import { Unavailable } from '../../../lambdas/domain/errors.ts';
import {
  type PrivacyRequest,
  type PrivacySubject,
  receivedRequest,
} from '../../../lambdas/domain/privacy-request.ts';
import { DynamoPrivacyRequests, privacySubjectId } from '../../../lambdas/store/dynamo-privacy-requests.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { ContentSealer } from '../../../lambdas/vault/content-sealer.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { FakeSubjectKeys } from '../../support/fakes.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const DAY = 86_400_000;
const PERSON = { connectionId: 'c_1', platformUserId: '7100000000000011' };

function setUp() {
  const aws = new FakeAws();
  const keys = new FakeSubjectKeys();
  const rows = aws.table('Ledger');
  const requests = new DynamoPrivacyRequests(new Table(aws.dynamo, 'Ledger'), new ContentSealer(keys));
  return { aws, keys, rows, requests };
}

function erasure(id: string, receivedAt = NOON, more: Partial<PrivacyRequest> = {}): PrivacyRequest {
  const subject = PERSON;
  const asked = {
    workspaceId: 'ws_1',
    id,
    type: 'erase',
    subject,
    source: 'meta_callback',
    receivedAt,
  } as const;
  return { ...receivedRequest(asked), ...more };
}

describe('privacy requests in the ledger', () => {
  it.each<[string, PrivacySubject]>([
    ['a person of a connection', PERSON],
    ['a whole connection', { connectionId: 'c_1' }],
    ['a customer', { customerId: 'p_1' }],
    ['a member', { memberId: 'u_1' }],
    ['the workspace', { workspace: true }],
  ])('come back as they were: %s', async (_name, subject) => {
    const { requests } = setUp();
    const request = erasure('r_1', NOON, { subject });
    expect(await requests.add(request)).toBe(true);
    expect(await requests.request('ws_1', 'r_1')).toEqual(request);
  });

  it('stand in their workspace by the time of arrival, and by id', async () => {
    const { requests, rows } = setUp();
    await requests.add(erasure('r_1'));
    expect([...rows.keys()]).toEqual([
      'W#ws_1#PRIVACY ID#r_1',
      'W#ws_1#PRIVACY AT#2026-09-21T12:00:00.000Z#r_1',
    ]);
    expect(await requests.request('ws_2', 'r_1')).toBeNull();
    expect(await requests.progress('ws_1', 'r_2')).toBeNull();
  });

  it('F01: stay as they are when the same id comes again, later', async () => {
    const { requests, rows } = setUp();
    await requests.add(erasure('r_1'));
    const before = new Map(rows);
    expect(await requests.add(erasure('r_1', NOON + DAY))).toBe(false);
    expect(rows).toEqual(before);
  });

  it('F01: are one when they come at once', async () => {
    const { requests, rows } = setUp();
    const all = await Promise.all([0, 1, 2].map((i) => requests.add(erasure('r_1', NOON + i))));
    expect(all.filter(Boolean)).toEqual([true]);
    expect(rows.size).toBe(2);
  });

  it('are listed while they are open, the oldest first', async () => {
    const { aws, requests, rows } = setUp();
    aws.pageSize = 1;
    for (const [id, day] of [
      ['r_2', 2],
      ['r_3', 3],
      ['r_1', 1],
      ['r_4', 4],
    ] as const)
      await requests.add(erasure(id, NOON + day * DAY));
    await requests.add(erasure('r_5', NOON, { workspaceId: 'ws_2' }));
    for (const [id, state] of [
      ['r_2', 'completed'],
      ['r_4', 'failed'],
    ]) {
      const key = [...rows.keys()].find((one) => one.endsWith(`Z#${id}`)) ?? '';
      rows.set(key, { ...rows.get(key), state: { S: state as string } });
    }
    // A failed one has to be done again.
    expect((await requests.open('ws_1')).map(({ id }) => id)).toEqual(['r_1', 'r_3', 'r_4']);
  });

  it('S11: keep the platform’s id of a person sealed, with a key of their own', async () => {
    const { keys, requests, rows } = setUp();
    await requests.add(erasure('r_1'));
    expect(JSON.stringify([...rows])).not.toContain(PERSON.platformUserId);
    keys.destroy(privacySubjectId('r_1'));
    // Still a person: `{ connectionId }` alone would be everything that came by the connection.
    expect((await requests.request('ws_1', 'r_1'))?.subject).toEqual({
      connectionId: 'c_1',
      platformUserId: null,
    });
  });

  it('do not bring a destroyed key back', async () => {
    const { keys, requests } = setUp();
    await requests.add(erasure('r_1'));
    const asked = jest.spyOn(keys, 'keyFor');
    await requests.add(erasure('r_1'));
    expect(asked).not.toHaveBeenCalled();
  });

  it('tell how far they are without opening anything', async () => {
    const { keys, requests } = setUp();
    await requests.add(erasure('r_1', NOON, { state: 'completed', completedAt: NOON + DAY }));
    const asked = jest.spyOn(keys, 'existingKey');
    expect(await requests.progress('ws_1', 'r_1')).toEqual({ state: 'completed', completedAt: NOON + DAY });
    expect(asked).not.toHaveBeenCalled();
  });

  it('F06: are not stored while the database is down, and say so', async () => {
    const { aws, requests, rows } = setUp();
    aws.failure = down(['dynamodb']);
    await expect(requests.add(erasure('r_1'))).rejects.toThrow(Unavailable);
    expect(rows.size).toBe(0);
  });

  it('F06: are not taken for stored when another writer was in the way and failed', async () => {
    const { requests, rows } = setUp();
    jest.spyOn(Table.prototype, 'transact').mockResolvedValueOnce([0]);
    await expect(requests.add(erasure('r_1'))).rejects.toThrow(Unavailable);
    expect(rows.size).toBe(0);
    expect(await requests.add(erasure('r_1'))).toBe(true);
  });
});
