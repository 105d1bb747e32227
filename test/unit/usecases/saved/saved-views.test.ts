import { Forbidden, LimitReached, NotFound } from '../../../../lambdas/domain/errors.ts';
import { memberSubjectId } from '../../../../lambdas/domain/ids.ts';
import { MAX_VIEWS } from '../../../../lambdas/domain/saved-view.ts';
import {
  addView,
  changeView,
  listViews,
  removeView,
} from '../../../../lambdas/usecases/saved/saved-views.ts';
import { AgentWorld, session } from '../../../support/agent-world.ts';

const agent = { ...session, userId: 'u_agent', role: 'agent' } as const;
const other = { ...session, userId: 'u_other', role: 'agent' } as const;
const mine = { name: 'VIP', filter: { status: 'open', label: 'vip', q: 'สุดา' }, shared: false } as const;
const ours = { ...mine, name: 'Ours', shared: true } as const;
const all = { limit: 100 };

function setUp() {
  const { deps, keys } = new AgentWorld();
  const names = async (who: typeof agent | typeof session) =>
    (await listViews(deps, who, all)).items.map(({ name }) => name).sort();
  return { deps, keys, names };
}

describe('views', () => {
  it('come back as they were saved: own ones to their owner, shared ones to all', async () => {
    const { deps, names } = setUp();
    const saved = await addView(deps, agent, mine);
    expect(saved).toEqual({ id: saved.id, ...mine, ownerId: 'u_agent', version: 1 });
    await addView(deps, agent, ours);
    expect((await listViews(deps, agent, all)).items).toContainEqual(saved);
    expect(await names(agent)).toEqual(['Ours', 'VIP']);
    expect(await names(other)).toEqual(['Ours']);
    expect(await names(session)).toEqual(['Ours']);
    expect(await names({ ...session, workspaceId: 'ws_other' })).toEqual([]);
  });

  it('are stored sealed with the key of their owner, and go with it', async () => {
    const { deps, keys, names } = setUp();
    await addView(deps, agent, ours);
    await addView(deps, other, { ...ours, name: 'Theirs' });
    const stored = JSON.stringify(await deps.views.all('ws_sample'));
    for (const word of ['Ours', 'vip', 'สุดา']) expect(stored).not.toContain(word);
    keys.destroy(memberSubjectId('u_agent'));
    expect(await names(session)).toEqual(['Theirs']);
  });

  it('are 100 at most', async () => {
    const { deps } = setUp();
    const { id } = await addView(deps, agent, mine);
    const one = await deps.views.find('ws_sample', id);
    for (let i = 1; one && i < MAX_VIEWS; i++) await deps.views.add({ ...one, id: `v_${i}` });
    await expect(addView(deps, other, mine)).rejects.toThrow(LimitReached);
  });
});

describe('changing a view', () => {
  it('changes what is named, the filter as a whole', async () => {
    const { deps } = setUp();
    const { id } = await addView(deps, agent, mine);
    const filter = { platform: 'line' };
    expect(await changeView(deps, agent, id, 1, { filter, shared: true })).toEqual({
      id,
      name: 'VIP',
      filter,
      shared: true,
      ownerId: 'u_agent',
      version: 2,
    });
    await expect(changeView(deps, agent, id, 1, { name: 'x' })).rejects.toMatchObject({
      code: 'version_changed',
      details: ['version: 2'],
    });
  });

  it('is no change where it is so already, in whatever order', async () => {
    const { deps } = setUp();
    const { id } = await addView(deps, agent, mine);
    const filter = { q: 'สุดา', label: 'vip', status: 'open' } as const;
    expect((await changeView(deps, agent, id, 1, { filter, shared: false })).version).toBe(1);
  });

  it("finds another member's own view for nobody, a manager neither", async () => {
    const { deps } = setUp();
    const { id } = await addView(deps, agent, mine);
    for (const who of [other, session]) {
      await expect(changeView(deps, who, id, 1, { name: 'x' })).rejects.toThrow(NotFound);
      await expect(removeView(deps, who, id)).rejects.toThrow(NotFound);
    }
  });

  it('is for its owner, and of shared ones for owners and admins', async () => {
    const { deps, names } = setUp();
    const { id } = await addView(deps, agent, ours);
    await expect(changeView(deps, other, id, 1, { name: 'x' })).rejects.toThrow(Forbidden);
    await expect(removeView(deps, other, id)).rejects.toThrow(Forbidden);
    expect((await changeView(deps, session, id, 1, { name: 'x' })).ownerId).toBe('u_agent');
    expect(await removeView(deps, session, id)).toMatchObject({ id, name: 'x' });
    expect(await names(agent)).toEqual([]);
  });
});
