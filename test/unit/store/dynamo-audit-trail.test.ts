import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { AuditEvent } from '../../../lambdas/ports/audit-trail.ts';
import { DynamoAuditTrail } from '../../../lambdas/store/dynamo-audit-trail.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { contents } from '../../support/bindings.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';

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
  facts: { purposes: ['access_token'] },
};

function setUp(newId?: () => string) {
  const aws = new FakeAws();
  let next = 0;
  const trail = new DynamoAuditTrail(new Table(aws.dynamo, 'Ledger'), newId ?? (() => `e_${next++}`));
  return { aws, trail, rows: aws.table('Ledger') };
}

describe('the audit trail', () => {
  it('has who did what, when and why, under the workspace and the month', async () => {
    const { trail, rows } = setUp();
    await trail.record(event);
    expect([...rows.keys()]).toEqual(['W#ws_1#AUDIT#2026-11 2026-11-30T23:59:59.999Z#e_0']);
    const [row] = rows.values();
    expect(row).toMatchObject({
      workspace: { S: 'ws_1' },
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

  it('begins a partition with each month of Greenwich', async () => {
    const { trail, rows } = setUp();
    await trail.record({ ...event, at: AT + 1 });
    expect([...rows.keys()]).toEqual(['W#ws_1#AUDIT#2026-12 2026-12-01T00:00:00.000Z#e_0']);
  });

  it('does without what an event has not', async () => {
    const { trail, rows } = setUp();
    const { platform: _platform, connectionId: _connection, facts: _facts, ...least } = event;
    await trail.record({ ...least, actor: { kind: 'operator' } });
    const [row] = rows.values();
    for (const field of ['platform', 'connectionId', 'facts']) expect(row).not.toHaveProperty(field);
  });

  it('keeps all of what happened in one millisecond', async () => {
    const { trail, rows } = setUp();
    await Promise.all(Array.from({ length: 20 }, () => trail.record(event)));
    expect(rows.size).toBe(20);
  });

  it('only ever adds: an event that stands is not written over', async () => {
    const { trail, rows } = setUp(() => 'e_same');
    await trail.record(event);
    const before = contents(rows);
    await trail.record({ ...event, action: 'token.close' });
    expect(contents(rows)).toBe(before);
  });

  it('F06: fails where the event is not durable', async () => {
    const { aws, trail } = setUp();
    aws.failure = down(['dynamodb']);
    await expect(trail.record(event)).rejects.toThrow(Unavailable);
  });
});
