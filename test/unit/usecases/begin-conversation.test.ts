import type { InboundMessage } from '../../../lambdas/domain/inbound.ts';
import { recordMessage } from '../../../lambdas/usecases/record-message.ts';
import { AgentWorld, aMessage, LINE, MINUTE, NOON } from '../../support/agent-world.ts';
import { noTurns } from '../../support/fakes.ts';
import { QueuedJobs } from '../../support/media-world.ts';

const NAMELESS = { customer: { key: 'U_suda', platformUserId: 'U_suda' } };

async function delivered(...messages: InboundMessage[]) {
  const world = new AgentWorld();
  const media = new QueuedJobs();
  const store = world.store;
  let rows = 0;
  const add = store.addConversationOf.bind(store);
  store.addConversationOf = async (conversation) => {
    rows++;
    await add(conversation);
  };
  const deps = { ...world.deps, media, turns: noTurns };
  for (const message of messages) await recordMessage(deps, LINE, message, message.sentAt);
  return { world, deps, rows, asked: media.asked };
}

describe('the beginning of a conversation', () => {
  it('leads from the customer to it, and asks once who somebody is whom no delivery names', async () => {
    const { world, rows, asked } = await delivered(
      aMessage(NAMELESS),
      aMessage({ ...NAMELESS, platformMessageId: '2', sentAt: NOON - MINUTE }),
      aMessage(NAMELESS),
    );
    expect(rows).toBe(1);
    const job = { kind: 'profile', workspaceId: 'ws_sample', conversationId: world.onlyId() };
    expect(asked).toEqual([{ job, delayMs: 2_000 }]);
  });

  it('asks nothing where the delivery says the name, or below a post', async () => {
    const comment = { thread: { kind: 'comment', id: 'P1' }, platformMessageId: '2' } as const;
    const { rows, asked } = await delivered(aMessage(), aMessage({ ...NAMELESS, ...comment }));
    expect(rows).toBe(2);
    expect(asked).toEqual([]);
  });

  it('asks as soon as it is known whom to ask about', async () => {
    const hidden = aMessage({ customer: { key: 'U_suda' } });
    expect((await delivered(hidden)).asked).toEqual([]);
    const known = aMessage({ ...NAMELESS, platformMessageId: '2', sentAt: NOON - MINUTE });
    expect((await delivered(hidden, known)).asked).toHaveLength(1);
  });

  it('is done again when its worker died before the head was there', async () => {
    const { world, deps, asked } = await delivered();
    const save = world.store.saveHead.bind(world.store);
    world.store.saveHead = () => Promise.reject(new Error('died'));
    await expect(recordMessage(deps, LINE, aMessage(NAMELESS), NOON)).rejects.toThrow('died');
    world.store.saveHead = save;
    await recordMessage(deps, LINE, aMessage(NAMELESS), NOON);
    expect(asked).toHaveLength(2);
    const head = world.heads()[0];
    expect(await world.store.conversationsOf('ws_sample', String(head?.subjectId))).toEqual([
      head?.conversationId,
    ]);
  });
});
