import { listMembers } from '../../../lambdas/usecases/list-members.ts';
import { AgentWorld, session } from '../../support/agent-world.ts';

function world(): AgentWorld {
  const made = new AgentWorld();
  made.addUser('u_b', 'ws_sample', 'owner', { email: 'b@example.com', name: 'Bee' });
  made.addUser('u_a', 'ws_sample', 'agent', { email: 'a@example.com', name: null });
  made.addUser('u_c', 'ws_other', 'agent', { email: 'c@example.com', name: 'Cee' });
  return made;
}

const names = [
  { id: 'u_a', name: null, role: 'agent' },
  { id: 'u_b', name: 'Bee', role: 'owner' },
];

describe('listMembers', () => {
  it.each(['agent', 'privacy_officer'] as const)(
    'tells a %s names and roles, and no address',
    async (role) => {
      const { items } = await listMembers(world().deps, { ...session, role }, { limit: 25 });
      expect(items).toEqual(names);
    },
  );

  it.each(['owner', 'admin'] as const)('tells an %s addresses as well', async (role) => {
    const { items } = await listMembers(world().deps, { ...session, role }, { limit: 25 });
    expect(items.map(({ email }) => email)).toEqual(['a@example.com', 'b@example.com']);
  });

  it('goes page after page', async () => {
    const { deps } = world();
    const first = await listMembers(deps, session, { limit: 1 });
    const second = await listMembers(deps, session, { limit: 1, cursor: String(first.nextCursor) });
    expect([first, second].map(({ items }) => items[0]?.id)).toEqual(['u_a', 'u_b']);
    expect(second.nextCursor).toBeNull();
  });
});
