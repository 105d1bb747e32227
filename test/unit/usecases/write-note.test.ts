import { NotFound, SubjectErased } from '../../../lambdas/domain/errors.ts';
import type { Session } from '../../../lambdas/domain/member.ts';
import type { StoredAlias, StoredEntry } from '../../../lambdas/domain/stored.ts';
import { markConversationRead } from '../../../lambdas/usecases/mark-read.ts';
import { readConversation } from '../../../lambdas/usecases/read-conversation.ts';
import { readTimeline } from '../../../lambdas/usecases/read-timeline.ts';
import { writeNote } from '../../../lambdas/usecases/write-note.ts';
import {
  AgentWorld,
  aMessage,
  FOREIGN,
  HOUR,
  LINE,
  MINUTE,
  NOON,
  session,
} from '../../support/agent-world.ts';
import { Crash, crashAt, withFaults } from '../../support/simulation.ts';

const agent: Session = { ...session, userId: 'u_agent', role: 'agent' };

async function worldWithMessage(): Promise<AgentWorld> {
  const world = new AgentWorld();
  await world.receive(LINE, aMessage());
  return world;
}

const write = (world: AgentWorld, text: string, key?: string, by = agent) =>
  writeNote(world.deps, by, world.onlyId(), text, key);

async function notes(world: AgentWorld) {
  const { items } = await readTimeline(world.deps, session, world.onlyId(), { limit: 100 });
  return items.filter(({ type }) => type === 'note');
}

const bytesOf = (entry: StoredEntry | StoredAlias) =>
  entry.type === 'alias' ? '' : Buffer.from(entry.sealed.bytes).toString();

describe('writeNote', () => {
  it('writes a note that the timeline shows as the contract says', async () => {
    const world = await worldWithMessage();
    const note = await write(world, 'โทรกลับพรุ่งนี้');
    expect(note).toEqual({
      type: 'note',
      id: expect.stringMatching(/^[0-9a-z]{9}\.~note~[\w-]{22}$/),
      conversationId: world.onlyId(),
      authorId: 'u_agent',
      text: 'โทรกลับพรุ่งนี้',
      at: NOON,
    });
    expect(await notes(world)).toEqual([note]);
  });

  it('leaves the conversation as it was: preview, place, unread, version, window', async () => {
    const world = await worldWithMessage();
    const before = await readConversation(world.deps, session, world.onlyId());
    const [head] = world.heads();
    await write(world, 'private');
    expect(await readConversation(world.deps, session, world.onlyId())).toEqual(before);
    expect(world.heads()[0]).toBe(head);
  });

  it('seals the words with the key of the customer, and with nothing else', async () => {
    const world = await worldWithMessage();
    await write(world, 'secret words');
    const entries = [...world.store.partitions().values()].flatMap((all) => [...all.entries.values()]);
    const stored = entries.map((entry) => `${JSON.stringify(entry)} ${bytesOf(entry)}`);
    expect(stored).toHaveLength(2);
    expect(stored.join()).not.toContain('secret words');
    world.keys.destroy(String(world.heads()[0]?.subjectId));
    await expect(notes(world)).rejects.toThrow(NotFound);
  });

  it('gives the same note for the same key, whenever and with whatever words it comes again', async () => {
    const world = await worldWithMessage();
    const first = await write(world, 'once', 'key-1');
    world.clock.moveTo(NOON + 5 * MINUTE);
    expect(await write(world, 'once', 'key-1')).toEqual(first);
    expect(await write(world, 'other words', 'key-1')).toEqual(first);
    expect(await notes(world)).toEqual([first]);
  });

  it('takes the key of another member, or another key, for another note', async () => {
    const world = await worldWithMessage();
    await write(world, 'once', 'key-1');
    await write(world, 'once', 'key-1', session);
    await write(world, 'once', 'key-2');
    expect(await notes(world)).toHaveLength(3);
  });

  it('writes two notes for the same words at two times, and one for the same words at once', async () => {
    const world = await worldWithMessage();
    await write(world, 'again');
    await write(world, 'again');
    world.clock.moveTo(NOON + 1);
    await write(world, 'again');
    expect(await notes(world)).toHaveLength(2);
  });

  it('writes one note for two requests with one key at the same moment', async () => {
    const world = await worldWithMessage();
    const [one, two] = await Promise.all([write(world, 'one', 'key'), write(world, 'two', 'key')]);
    expect(one).toEqual(two);
    expect(await notes(world)).toEqual([one]);
  });

  it('F07: killed at any point and asked again, it is there once', async () => {
    for (let n = 1, survived = false; !survived; n++) {
      const world = await worldWithMessage();
      const deps = { ...world.deps, store: withFaults(world.store, crashAt(n)) };
      const attempt = writeNote(deps, agent, world.onlyId(), 'once', 'key');
      const error = await attempt.catch((thrown: unknown) => thrown);
      survived = !(error instanceof Crash);
      world.clock.moveTo(NOON + n);
      await write(world, 'once', 'key');
      expect({ n, notes: (await notes(world)).length }).toEqual({ n, notes: 1 });
    }
  });

  it('hides no message from being unread that comes after it with an earlier time', async () => {
    const world = await worldWithMessage();
    const note = await write(world, 'private');
    for (const upTo of [note.id, undefined]) {
      const read = await markConversationRead(world.deps, session, world.onlyId(), upTo);
      expect(read.unreadCount).toBe(0);
    }
    await world.receive(LINE, aMessage({ platformMessageId: '1002', sentAt: NOON - 1 }), NOON + 1);
    expect((await readConversation(world.deps, session, world.onlyId())).unreadCount).toBe(1);
  });

  it('stands in the timeline by its time, among messages that come later', async () => {
    const world = await worldWithMessage();
    await write(world, 'private');
    await world.receive(LINE, aMessage({ platformMessageId: '1002', sentAt: NOON - HOUR / 2 }));
    await world.receive(LINE, aMessage({ platformMessageId: '1003', sentAt: NOON + 1 }));
    const { items } = await readTimeline(world.deps, session, world.onlyId(), { limit: 100 });
    expect(items.map(({ type }) => type)).toEqual(['message', 'note', 'message', 'message']);
  });

  it('knows no conversation of another workspace, and writes nothing about who was erased', async () => {
    const world = await worldWithMessage();
    await world.receive(FOREIGN, aMessage());
    const [foreign] = world.heads('ws_other');
    const attempt = writeNote(world.deps, agent, String(foreign?.conversationId), 'x');
    await expect(attempt).rejects.toThrow(NotFound);
    world.keys.destroy(String(world.heads()[0]?.subjectId));
    await expect(write(world, 'x')).rejects.toThrow(SubjectErased);
    const entries = [...world.store.partitions().values()].flatMap(({ entries }) => [...entries.values()]);
    expect(entries.filter(({ type }) => type !== 'message')).toEqual([]);
  });
});
