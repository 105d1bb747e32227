import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { AuditEvent } from '../../../lambdas/ports/audit-trail.ts';
import { DynamoAuditLog } from '../../../lambdas/store/dynamo-audit-log.ts';
import { DynamoAuditTrail } from '../../../lambdas/store/dynamo-audit-trail.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { verifyAudit } from '../../../lambdas/usecases/privacy/verify-audit.ts';
import { contents } from '../../support/bindings.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { noTurns } from '../../support/fakes.ts';

/** 2026-11-30T23:59:59.999Z */
const AT = Date.UTC(2026, 10, 30, 23, 59, 59, 999);

const event: AuditEvent = {
  workspaceId: 'ws_1',
  at: AT,
  action: 'token.open',
  actor: { kind: 'member', userId: 'u_owner' },
  reason: 'connect',
  platform: 'pigeon',
  connectionId: 'c_1',
  facts: { purposes: ['access_token'], share: 0.1, none: {} },
};

function setUp() {
  const aws = new FakeAws();
  let next = 0;
  const table = new Table(aws.dynamo, 'Ledger');
  const trail = new DynamoAuditTrail(table, () => `e_${next++}`, noTurns);
  const log = new DynamoAuditLog(table);
  return { aws, trail, log, rows: aws.table('Ledger') };
}

describe('the audit trail', () => {
  it('has who did what, when and why, in the chain of the workspace', async () => {
    const { trail, rows } = setUp();
    await trail.record(event);
    expect([...rows.keys()]).toEqual(['W#ws_1#AUDIT 000000000001']);
    const [row] = rows.values();
    expect(row).toMatchObject({
      workspace: { S: 'ws_1' },
      seq: { N: '1' },
      id: { S: 'e_0' },
      at: { S: '2026-11-30T23:59:59.999Z' },
      action: { S: 'token.open' },
      actor: { M: { kind: { S: 'member' }, userId: { S: 'u_owner' } } },
      reason: { S: 'connect' },
      platform: { S: 'pigeon' },
      connectionId: { S: 'c_1' },
      facts: { M: { purposes: { L: [{ S: 'access_token' }] } } },
    });
    expect(row).not.toHaveProperty('expiresAt');
  });

  it('costs one read of one event and one write, in no transaction', async () => {
    const { aws, trail } = setUp();
    for (let i = 0; i < 3; i++) await trail.record(event);
    expect(aws.calls).toEqual(Array.from({ length: 3 }, () => ['dynamodb Query', 'dynamodb PutItem']).flat());
  });

  it('gives each workspace a chain of its own', async () => {
    const { trail, log, rows } = setUp();
    for (const workspaceId of ['ws_1', 'ws_2', 'ws_1']) await trail.record({ ...event, workspaceId });
    expect([...rows.keys()].sort()).toEqual([
      'W#ws_1#AUDIT 000000000001',
      'W#ws_1#AUDIT 000000000002',
      'W#ws_2#AUDIT 000000000001',
    ]);
    for (const workspaceId of ['ws_1', 'ws_2'])
      expect(await verifyAudit({ auditLog: log }, workspaceId)).toMatchObject({ whole: true });
  });

  it('reads back what was written, the newest first and in order', async () => {
    const { aws, trail, log } = setUp();
    aws.pageSize = 2;
    for (let i = 0; i < 12; i++) await trail.record({ ...event, at: AT + i });
    const newest = await log.newest('ws_1', { limit: 5 });
    expect(newest.map(({ seq }) => seq)).toEqual([12, 11, 10, 9, 8]);
    expect(newest[0]).toMatchObject({ ...event, at: AT + 11 });
    const older = await log.newest('ws_1', { limit: 3, below: 3 });
    expect(older.map(({ seq }) => seq)).toEqual([2, 1]);
    const all: number[] = [];
    for await (const { seq } of log.inOrder('ws_1', 4)) all.push(seq);
    expect(all).toEqual([5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('does without what an event has not', async () => {
    const { trail, rows } = setUp();
    const { platform: _platform, connectionId: _connection, facts: _facts, ...least } = event;
    await trail.record({ ...least, actor: { kind: 'operator' } });
    const [row] = rows.values();
    for (const field of ['platform', 'connectionId', 'facts']) expect(row).not.toHaveProperty(field);
  });

  it('only ever adds: what stands is not written over, whoever comes at the same time', async () => {
    const { trail, log, rows } = setUp();
    await trail.record(event);
    const before = contents(rows);
    await Promise.all(Array.from({ length: 15 }, () => trail.record({ ...event, action: 'token.close' })));
    expect(contents(rows).startsWith(before.slice(0, -1))).toBe(true);
    expect(await verifyAudit({ auditLog: log }, 'ws_1')).toMatchObject({ whole: true, events: 16 });
  });

  it('knows its own write when the answer got lost and the write was repeated', async () => {
    const { aws, trail, rows } = setUp();
    const send = aws.dynamo.send.bind(aws.dynamo) as (command: unknown) => Promise<unknown>;
    const twice = async (command: object) => {
      if (command.constructor.name === 'PutItemCommand') await send(command);
      return send(command);
    };
    const table = new Table({ send: twice } as unknown as typeof aws.dynamo, 'Ledger');
    await new DynamoAuditTrail(table, () => 'e_once', noTurns).record(event);
    expect(rows.size).toBe(1);
    await trail.record(event);
    expect(rows.size).toBe(2);
  });

  it('gives up after 20 rounds that others won, for its caller to come again', async () => {
    const { aws, trail, rows } = setUp();
    let others = 0;
    aws.failure = async (call) => {
      if (call === 'dynamodb PutItem') {
        const seq = ++others;
        const pk = 'W#ws_1#AUDIT';
        const sk = String(seq).padStart(12, '0');
        rows.set(`${pk} ${sk}`, { pk: { S: pk }, sk: { S: sk }, seq: { N: `${seq}` }, id: { S: 'other' } });
      }
      return undefined;
    };
    await expect(trail.record(event)).rejects.toThrow(Unavailable);
    expect(others).toBe(20);
  });

  it('F06: fails where the event is not durable', async () => {
    const { aws, trail } = setUp();
    aws.failure = down(['dynamodb']);
    await expect(trail.record(event)).rejects.toThrow(Unavailable);
  });
});

describe('checking a stored trail', () => {
  async function stored(events = 6) {
    const { trail, log, rows } = setUp();
    for (let i = 0; i < events; i++) await trail.record({ ...event, at: AT + i });
    const check = (since?: { seq: number; hash: string }) => verifyAudit({ auditLog: log }, 'ws_1', since);
    const anchorAt = async (seq: number) => {
      const [found] = await log.newest('ws_1', { limit: 1, below: seq + 1 });
      return { seq, hash: String(found?.hash) };
    };
    return { rows, check, anchorAt };
  }

  it('goes on from an anchor', async () => {
    const { check, anchorAt } = await stored();
    expect(await check(await anchorAt(4))).toMatchObject({ whole: true, events: 3, last: { seq: 6 } });
    expect(await check(await anchorAt(1))).toMatchObject({ whole: true, events: 6 });
  });

  it('by an anchor, finds that the end is gone, or that all was written anew', async () => {
    const { rows, check, anchorAt } = await stored();
    const kept = await anchorAt(6);
    expect(await check({ ...kept, hash: 'B'.repeat(43) })).toMatchObject({ seq: 6, problem: 'changed' });
    rows.delete('W#ws_1#AUDIT 000000000006');
    expect(await check()).toMatchObject({ whole: true, events: 5 });
    expect(await check(kept)).toEqual({ whole: false, seq: 6, problem: 'missing' });
  });

  it('finds a row that was changed, put over, moved or taken away, and names the first', async () => {
    const { rows, check } = await stored();
    const name = (seq: number) => `W#ws_1#AUDIT ${String(seq).padStart(12, '0')}`;
    const row = (seq: number) => structuredClone(rows.get(name(seq)) ?? {});
    const third = row(3);
    rows.set(name(3), { ...third, reason: { S: 'other' } });
    expect(await check()).toEqual({ whole: false, seq: 3, problem: 'changed' });
    rows.set(name(3), { ...row(2), sk: third.sk as { S: string } });
    expect(await check()).toMatchObject({ whole: false, seq: 3 });
    rows.delete(name(3));
    expect(await check()).toEqual({ whole: false, seq: 3, problem: 'missing' });
    rows.set(name(3), third);
    expect(await check()).toMatchObject({ whole: true, events: 6 });
  });
});
