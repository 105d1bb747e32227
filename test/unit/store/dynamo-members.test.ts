import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConditionalCheckFailedException, type PutItemCommand } from '@aws-sdk/client-dynamodb';
import { InvalidInput } from '../../../lambdas/domain/errors.ts';
import { memberSubjectId } from '../../../lambdas/domain/ids.ts';
import { Purpose } from '../../../lambdas/domain/purpose.ts';
import { DynamoMembers } from '../../../lambdas/store/dynamo-members.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { ContentSealer } from '../../../lambdas/vault/content-sealer.ts';
import { FakeSubjectKeys, VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const nid = { workspaceId: 'ws_1', userId: 'u_nid', role: 'agent', email: 'nid@example.com' } as const;

/** Gets and puts of one table; the only condition it knows is that of a membership. */
class TwoCommands {
  readonly items = new Map<string, Record<string, { S?: string }>>();
  reads = 0;

  async send({ input }: PutItemCommand): Promise<unknown> {
    const { Item, ExpressionAttributeValues: values } = input;
    const { pk, sk } = (Item ?? (input as unknown as { Key: typeof Item }).Key) as Record<
      string,
      { S: string }
    >;
    const key = `${pk?.S} ${sk?.S}`;
    const existing = this.items.get(key);
    if (!Item) {
      this.reads++;
      return { Item: existing };
    }
    if (values && existing && existing.workspace?.S !== values[':workspace']?.S) {
      throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
    }
    this.items.set(key, Item as Record<string, { S?: string }>);
    return {};
  }
}

function setup() {
  const client = new TwoCommands();
  const keys = new FakeSubjectKeys();
  const clock = new VirtualClock(NOON);
  const table = new Table(client as unknown as DynamoDBClient, 'Inbox');
  return {
    client,
    keys,
    clock,
    members: new DynamoMembers(table, new ContentSealer(keys).for(Purpose.administration), clock),
  };
}

describe('DynamoMembers', () => {
  it('brings back members, memberships and workspaces', async () => {
    const { members } = setup();
    await members.saveWorkspace({ id: 'ws_1', name: 'ร้าน', locale: 'th' });
    await members.addMember({ ...nid, name: 'นิด' });
    expect(await members.workspace('ws_1')).toEqual({ id: 'ws_1', name: 'ร้าน', locale: 'th' });
    expect(await members.membership('u_nid')).toEqual({ workspaceId: 'ws_1', role: 'agent' });
    expect(await members.details('ws_1', 'u_nid')).toEqual({ email: 'nid@example.com', name: 'นิด' });
  });

  it('knows nobody that was not added, and no member under another workspace', async () => {
    const { members } = setup();
    await members.addMember(nid);
    expect(await members.membership('u_other')).toBeNull();
    expect(await members.details('ws_2', 'u_nid')).toEqual({ email: null, name: null });
    expect(await members.workspace('ws_2')).toBeNull();
  });

  it('S13: keeps name and address sealed, and unreadable once the key is gone', async () => {
    const { client, keys, members } = setup();
    await members.addMember({ ...nid, name: 'Nid Sample' });
    const stored = JSON.stringify([...client.items.values()]);
    expect(stored).not.toMatch(/nid@example|Nid Sample/);
    keys.destroy(memberSubjectId('u_nid'));
    expect(await members.details('ws_1', 'u_nid')).toEqual({ email: null, name: null });
  });

  it('takes no member of another workspace, and changes nothing then', async () => {
    const { client, members } = setup();
    await members.addMember(nid);
    const before = JSON.stringify([...client.items]);
    const attempt = members.addMember({ ...nid, workspaceId: 'ws_2', role: 'owner' });
    await expect(attempt).rejects.toThrow(InvalidInput);
    expect(JSON.stringify([...client.items])).toBe(before);
  });

  it('adds the same member again, with another role', async () => {
    const { members } = setup();
    await members.addMember(nid);
    await members.addMember({ ...nid, role: 'admin' });
    expect(await members.membership('u_nid')).toMatchObject({ role: 'admin' });
  });

  it('remembers a membership for 30 seconds and no longer', async () => {
    const { client, clock, members } = setup();
    await members.addMember(nid);
    await members.membership('u_nid');
    client.items.clear();
    clock.moveTo(NOON + 29_999);
    expect(await members.membership('u_nid')).not.toBeNull();
    expect(client.reads).toBe(1);
    clock.moveTo(NOON + 30_000);
    expect(await members.membership('u_nid')).toBeNull();
  });

  it('S04: writes under keys that begin with the workspace or the user', async () => {
    const { client, members } = setup();
    await members.saveWorkspace({ id: 'ws_1', name: 'ร้าน', locale: 'th' });
    await members.addMember(nid);
    expect([...client.items.keys()]).toEqual(['W#ws_1 WORKSPACE', 'U#u_nid MEMBER', 'W#ws_1 MEMBER#u_nid']);
  });
});
