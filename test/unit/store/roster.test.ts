import { memberSubjectId } from '../../../lambdas/domain/ids.ts';
import type { Member } from '../../../lambdas/domain/member.ts';
import { Purpose } from '../../../lambdas/domain/purpose.ts';
import { DynamoMembers } from '../../../lambdas/store/dynamo-members.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { ContentSealer } from '../../../lambdas/vault/content-sealer.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { FakeSubjectKeys, VirtualClock } from '../../support/fakes.ts';

const bee: Member = {
  workspaceId: 'ws_1',
  userId: 'u_bee',
  role: 'owner',
  email: 'bee@example.com',
  name: 'Bee',
};
const dao: Member = { workspaceId: 'ws_1', userId: 'u_dao', role: 'agent', email: 'dao@example.com' };
const far: Member = { ...dao, workspaceId: 'ws_2', userId: 'u_far', email: 'far@example.com' };

async function setUp() {
  const aws = new FakeAws();
  const keys = new FakeSubjectKeys();
  const sealer = new ContentSealer(keys).for(Purpose.administration);
  const members = new DynamoMembers(
    new Table(aws.dynamo, 'Inbox'),
    sealer,
    new VirtualClock(1_790_000_000_000),
  );
  for (const member of [dao, bee, far]) await members.addMember(member);
  return { aws, keys, members };
}

describe('the roster of a workspace', () => {
  it('has everybody who works there, with role and details', async () => {
    const { members } = await setUp();
    expect(await members.roster('ws_1')).toEqual([
      { userId: 'u_bee', role: 'owner', email: 'bee@example.com', name: 'Bee' },
      { userId: 'u_dao', role: 'agent', email: 'dao@example.com', name: null },
    ]);
  });

  it('leaves out who joined another workspace since, or none', async () => {
    const { aws, members } = await setUp();
    const rows = aws.table('Inbox');
    rows.delete('U#u_dao MEMBER');
    const own = rows.get('U#u_bee MEMBER');
    rows.set('U#u_bee MEMBER', { ...own, workspace: { S: 'ws_2' } });
    expect(await members.roster('ws_1')).toEqual([]);
  });

  it('names nobody whose key is gone', async () => {
    const { keys, members } = await setUp();
    keys.destroy(memberSubjectId('u_bee'));
    expect((await members.roster('ws_1'))[0]).toEqual({
      userId: 'u_bee',
      role: 'owner',
      email: null,
      name: null,
    });
  });

  it('knows where mail reaches a role', async () => {
    const { members } = await setUp();
    expect(await members.ownerAddresses('ws_1')).toEqual(['bee@example.com']);
    expect(await members.addressesOf('ws_1', ['agent', 'admin'])).toEqual(['dao@example.com']);
  });
});
