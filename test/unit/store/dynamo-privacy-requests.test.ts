import { Misconfigured, Unavailable } from '../../../lambdas/domain/errors.ts';
import {
  type PrivacyRequest,
  type PrivacySubject,
  receivedRequest,
} from '../../../lambdas/domain/privacy-request.ts';
import { Purpose } from '../../../lambdas/domain/purpose.ts';
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
  const erasure = {
    destroyKey: async (_: string, id: string) => {
      keys.destroy(id);
      return true;
    },
  };
  const requests = new DynamoPrivacyRequests(
    new Table(aws.dynamo, 'Ledger'),
    new ContentSealer(keys).for(Purpose.privacyRequest),
    erasure,
  );
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

  it('are written over the revision that was read, and over no other', async () => {
    const { requests } = setUp();
    await requests.add(erasure('r_1'));
    const read = (await requests.request('ws_1', 'r_1')) as PrivacyRequest;
    const later = { ...read, state: 'running', nextAt: NOON + DAY, toldAt: NOON } as const;
    expect(await requests.save(later)).toBe(true);
    expect(await requests.request('ws_1', 'r_1')).toEqual({ ...later, rev: 1 });
    expect(await requests.save({ ...read, state: 'rejected' })).toBe(false);
    expect((await requests.progress('ws_1', 'r_1'))?.state).toBe('running');
  });

  it('keep all that changes, and take away what is not there any more', async () => {
    const { requests } = setUp();
    await requests.add(erasure('r_1'));
    const full: PrivacyRequest = {
      ...((await requests.request('ws_1', 'r_1')) as PrivacyRequest),
      state: 'held',
      verifiedAt: NOON,
      verification: { method: 'officer', at: NOON, by: 'u_1', ground: 'seen in person' },
      decision: { outcome: 'approved', by: 'u_1', at: NOON, legalBasis: null },
      pauses: [{ from: NOON, until: null, ground: 'court order' }],
      steps: [{ name: 'verify', state: 'done', at: NOON, counts: { Inbox: 2 } }],
      scope: { kind: 'member', workspaceId: 'ws_1', userId: 'u_1' },
      canaries: ['pineapple'],
      certificateId: 'cert_1',
      archive: { id: 'arch_1', until: NOON + DAY },
    };
    expect(await requests.save(full)).toBe(true);
    expect(await requests.request('ws_1', 'r_1')).toEqual({ ...full, rev: 1 });
    const { scope: _s, certificateId: _c, archive: _a, canaries: _w, ...less } = full;
    const bare = { ...less, verification: null, decision: null, pauses: [], rev: 1 };
    expect(await requests.save(bare)).toBe(true);
    expect(await requests.request('ws_1', 'r_1')).toEqual({ ...bare, rev: 2 });
  });

  it('S11: keep correction, reason and the words of the proof sealed, and lose them with the person', async () => {
    const { keys, requests, rows } = setUp();
    const words = { correction: { displayName: 'Somsri Nova' }, reason: 'misspelt by the clerk' } as const;
    await requests.add(erasure('r_1', NOON, words));
    const read = (await requests.request('ws_1', 'r_1')) as PrivacyRequest;
    expect(read).toMatchObject(words);
    await requests.save({ ...read, canaries: ['pineapple'] });
    expect((await requests.request('ws_1', 'r_1'))?.canaries).toEqual(['pineapple']);
    expect(JSON.stringify([...rows])).not.toMatch(/Somsri|misspelt|pineapple/);
    await requests.forgetPerson('ws_1', 'r_1');
    await requests.forgetPerson('ws_1', 'r_1');
    const left = await requests.request('ws_1', 'r_1');
    expect(left).toMatchObject({ id: 'r_1', subject: { connectionId: 'c_1', platformUserId: null } });
    expect([left?.correction, left?.reason, left?.canaries]).toEqual([undefined, undefined, undefined]);
    // Writing it does not make the key anew.
    const asked = jest.spyOn(keys, 'keyFor');
    expect(await requests.save({ ...(left as PrivacyRequest), state: 'completed' })).toBe(true);
    expect(asked).not.toHaveBeenCalled();
  });

  it('are due when their moment has come, of all workspaces, until they have ended', async () => {
    const { requests } = setUp();
    const moments = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [`r_${i}`, NOON + i] as const);
    for (const [id, nextAt] of moments)
      await requests.add(erasure(id, NOON, { nextAt, workspaceId: `ws_${Number(id.at(-1)) % 2}` }));
    await requests.add(erasure('r_never', NOON, { nextAt: null }));
    await requests.add(erasure('r_over', NOON, { nextAt: NOON, state: 'completed' }));
    const due = async (now: number) =>
      (await requests.due(now, 10)).map(({ workspaceId, requestId }) => `${workspaceId}/${requestId}`).sort();
    expect(await due(NOON - 1)).toEqual([]);
    expect(await due(NOON + 2)).toEqual(['ws_0/r_0', 'ws_0/r_2', 'ws_1/r_1']);
    expect(await due(NOON + DAY)).toHaveLength(8);
    const first = (await requests.request('ws_0', 'r_0')) as PrivacyRequest;
    await requests.save({ ...first, nextAt: NOON + 2 * DAY });
    expect(await due(NOON + DAY)).toHaveLength(7);
    expect((await requests.due(NOON + DAY, 1)).length).toBeLessThanOrEqual(4);
  });

  it('are listed all, the newest first, page by page', async () => {
    const { requests } = setUp();
    for (const i of [3, 1, 2, 5, 4])
      await requests.add(erasure(`r_${i}`, NOON + i, { state: i === 2 ? 'completed' : 'received' }));
    await requests.add(erasure('r_other', NOON, { workspaceId: 'ws_2' }));
    const ids: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof requests.list>> = await requests.list('ws_1', {
        limit: 2,
        ...(cursor === null ? {} : { cursor }),
      });
      ids.push(page.requests.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(ids).toEqual([['r_5', 'r_4'], ['r_3', 'r_2'], ['r_1']]);
  });

  it('are forgotten only by those who may', async () => {
    const { aws, keys } = setUp();
    const sealer = new ContentSealer(keys).for(Purpose.privacyRequest);
    const requests = new DynamoPrivacyRequests(new Table(aws.dynamo, 'Ledger'), sealer);
    await expect(requests.forgetPerson('ws_1', 'r_1')).rejects.toThrow(Misconfigured);
  });
});
