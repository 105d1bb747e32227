import { NoWorkspace } from '../../../lambdas/domain/errors.ts';
import { openSession } from '../../../lambdas/usecases/open-session.ts';
import { whoAmI } from '../../../lambdas/usecases/who-am-i.ts';
import { AgentWorld } from '../../support/agent-world.ts';

describe('openSession', () => {
  it('S05: takes workspace and role from the membership', async () => {
    const world = new AgentWorld();
    world.addUser('u_nid', 'ws_sample', 'agent');
    const session = { userId: 'u_nid', workspaceId: 'ws_sample', role: 'agent' };
    expect(await openSession(world.deps, 'u_nid')).toEqual(session);
  });

  it('refuses who is a member of no workspace', async () => {
    await expect(openSession(new AgentWorld().deps, 'u_stranger')).rejects.toThrow(NoWorkspace);
  });
});

describe('whoAmI', () => {
  const session = { userId: 'u_nid', workspaceId: 'ws_sample', role: 'agent' } as const;

  it('says who is signed in, where, and what they may do', async () => {
    const world = new AgentWorld();
    const workspace = { id: 'ws_sample', name: 'ร้านตัวอย่าง', locale: 'th' } as const;
    world.members.workspaces.set('ws_sample', workspace);
    world.addUser('u_nid', 'ws_sample', 'agent', { email: 'nid@example.com', name: 'นิด' });
    expect(await whoAmI(world.deps, session)).toEqual({
      user: { id: 'u_nid', email: 'nid@example.com', name: 'นิด' },
      workspace,
      role: 'agent',
      permissions: ['workspace:read', 'inbox:read', 'inbox:reply', 'customers:manage', 'connections:read'],
    });
  });

  it('still answers when details and workspace are gone', async () => {
    expect(await whoAmI(new AgentWorld().deps, session)).toMatchObject({
      user: { id: 'u_nid', email: null, name: null },
      workspace: { id: 'ws_sample' },
    });
  });
});
