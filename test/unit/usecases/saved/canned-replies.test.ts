import { MAX_CANNED_REPLIES } from '../../../../lambdas/domain/canned-reply.ts';
import { Forbidden, InvalidInput, LimitReached, NotFound } from '../../../../lambdas/domain/errors.ts';
import { WORKSPACE_SUBJECT } from '../../../../lambdas/domain/ids.ts';
import {
  addReply,
  changeReply,
  listReplies,
  removeReply,
} from '../../../../lambdas/usecases/saved/canned-replies.ts';
import { AgentWorld, session } from '../../../support/agent-world.ts';

const agent = { ...session, userId: 'u_agent', role: 'agent' } as const;
const other = { ...session, userId: 'u_other', role: 'agent' } as const;
const hello = { title: 'Hello', text: 'Hello {{customer.name}}, {{agent.name}} here', shortcut: 'hi' };
const all = { limit: 100 };

function setUp() {
  const { deps, keys, clock } = new AgentWorld();
  return { deps, keys, clock };
}

describe('canned replies', () => {
  it('come back as they were written, with the variables that they hold', async () => {
    const { deps } = setUp();
    const written = await addReply(deps, agent, hello);
    expect(written).toMatchObject({ ...hello, ownerId: 'u_agent', version: 1 });
    expect(written.variables).toEqual(['customer.name', 'agent.name']);
    expect(await listReplies(deps, session, all)).toEqual({ items: [written], nextCursor: null });
  });

  it('are listed in the order in which they were written, page after page, to their own workspace only', async () => {
    const { deps, clock } = setUp();
    const titles = ['c', 'a', 'b'];
    for (const title of titles) {
      await addReply(deps, agent, { title, text: 'x' });
      clock.moveTo(clock.now() + 1);
    }
    const first = await listReplies(deps, session, { limit: 2 });
    const second = await listReplies(deps, session, { limit: 2, cursor: String(first.nextCursor) });
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(titles);
    expect(second.nextCursor).toBeNull();
    const elsewhere = { ...session, workspaceId: 'ws_other' };
    expect((await listReplies(deps, elsewhere, all)).items).toEqual([]);
    await expect(
      listReplies(deps, elsewhere, { limit: 2, cursor: String(first.nextCursor) }),
    ).rejects.toThrow(InvalidInput);
  });

  it('are stored sealed with a key of the workspace: without it nothing is left', async () => {
    const { deps, keys } = setUp();
    const { id } = await addReply(deps, agent, hello);
    const stored = JSON.stringify(await deps.replies.all('ws_sample'));
    for (const word of Object.values(hello)) expect(stored).not.toContain(word);
    keys.destroy(WORKSPACE_SUBJECT);
    expect((await listReplies(deps, session, all)).items).toEqual([]);
    await expect(removeReply(deps, session, id)).rejects.toThrow(NotFound);
  });

  it('hold no variable that nobody fills in, new or changed', async () => {
    const { deps } = setUp();
    const wrong = { title: 'Hello', text: 'Hello {{customer.phone}}' };
    await expect(addReply(deps, agent, wrong)).rejects.toMatchObject({
      code: 'invalid_input',
      details: ['text: may hold no other variables than {{customer.name}}, {{agent.name}}, {{shop.name}}'],
    });
    const { id } = await addReply(deps, agent, hello);
    await expect(changeReply(deps, agent, id, 1, { text: '{{name}}' })).rejects.toThrow(InvalidInput);
  });

  it('are 500 at most; one that is removed makes room', async () => {
    const { deps } = setUp();
    const { id } = await addReply(deps, agent, hello);
    const one = await deps.replies.find('ws_sample', id);
    for (let i = 1; one && i < MAX_CANNED_REPLIES; i++) await deps.replies.add({ ...one, id: `r_${i}` });
    await expect(addReply(deps, agent, hello)).rejects.toThrow(LimitReached);
    await removeReply(deps, agent, id);
    expect((await addReply(deps, agent, hello)).version).toBe(1);
  });
});

describe('changing a canned reply', () => {
  it('changes what is named, and takes the shortcut away', async () => {
    const { deps } = setUp();
    const { id } = await addReply(deps, agent, hello);
    const changed = await changeReply(deps, agent, id, 1, { text: 'Bye', shortcut: null });
    expect(changed).toEqual({
      id,
      title: 'Hello',
      text: 'Bye',
      variables: [],
      ownerId: 'u_agent',
      version: 2,
    });
    expect((await listReplies(deps, session, all)).items).toEqual([changed]);
  });

  it('is no change where it is so already', async () => {
    const { deps } = setUp();
    const { id } = await addReply(deps, agent, hello);
    expect(await changeReply(deps, agent, id, 1, { title: 'Hello' })).toMatchObject({ ...hello, version: 1 });
  });

  it('wants the version that it has now, and of two at once one loses', async () => {
    const { deps } = setUp();
    const { id } = await addReply(deps, agent, hello);
    const both = await Promise.allSettled([
      changeReply(deps, agent, id, 1, { title: 'One' }),
      changeReply(deps, session, id, 1, { title: 'Two' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(changeReply(deps, agent, id, 1, { title: 'Three' })).rejects.toMatchObject({
      code: 'version_changed',
      details: ['version: 2'],
    });
  });

  it('is for its writer, owners and admins', async () => {
    const { deps } = setUp();
    const { id } = await addReply(deps, agent, hello);
    await expect(changeReply(deps, other, id, 1, { title: 'x' })).rejects.toThrow(Forbidden);
    await expect(removeReply(deps, other, id)).rejects.toThrow(Forbidden);
    expect((await changeReply(deps, session, id, 1, { title: 'x' })).ownerId).toBe('u_agent');
    const admin = { ...other, role: 'admin' } as const;
    expect(await removeReply(deps, admin, id)).toMatchObject({ id, title: 'x' });
  });

  it('finds nothing after it was removed, nor does whoever was about to save it', async () => {
    const { deps } = setUp();
    const { id } = await addReply(deps, agent, hello);
    const seen = await deps.replies.find('ws_sample', id);
    await removeReply(deps, agent, id);
    await expect(removeReply(deps, agent, id)).rejects.toThrow(NotFound);
    await expect(changeReply(deps, agent, id, 1, { title: 'x' })).rejects.toThrow(NotFound);
    expect(seen && (await deps.replies.save({ ...seen, version: 2 }))).toBe(false);
  });
});
