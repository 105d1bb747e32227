import { connectorOf } from '../../../lambdas/connectors/index.ts';
import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { aConnection } from '../../support/fakes.ts';
import { noFaults, Simulation } from '../../support/simulation.ts';

const AT = 1_790_000_000_000;
const ACCOUNT = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';
const source = {
  type: 'group',
  groupId: 'C9d2f7a06b3e84c15907d8e6f5a4b3c21',
  userId: 'U71d3a5c8e0f94b62a7c5d9e1f0384b2c',
};

function delivery(id: string, at: number, event: object): AcceptedDelivery {
  const events = [{ ...event, webhookEventId: id, timestamp: at, source, mode: 'active' }];
  const body = Buffer.from(JSON.stringify({ destination: ACCOUNT, events }));
  return { id, platform: 'line', surface: 'main', credential: 'line/sample', receivedAt: at + 300, body };
}

const original = delivery('original', AT, {
  type: 'message',
  message: { type: 'text', id: '598301122334455667', text: 'first' },
});
const edited = delivery('edited', AT + 60_000, {
  type: 'messageEdited',
  message: { type: 'text', id: '598301122334455667', text: 'second' },
});
const unsent = delivery('unsent', AT + 90_000, {
  type: 'unsend',
  unsend: { messageId: '598301122334455667' },
});

async function stateAfter(...deliveries: AcceptedDelivery[]) {
  const world = new Simulation([connectorOf('line')], aConnection({ accountId: ACCOUNT }));
  await world.run(deliveries, 1, noFaults);
  const [conversation] = Object.values((await world.state()) as Record<string, Conversation>);
  return conversation;
}

interface Conversation {
  head: { status: string; quietAt?: number };
  entries: { content: { text: string | null } }[];
  marks: unknown[];
}

describe('an edit of a LINE group message that nobody has seen', () => {
  it('waits, and its conversation is in the list', async () => {
    const state = await stateAfter(edited);
    expect(state?.head).toMatchObject({ status: 'closed', quietAt: AT + 60_000 });
    expect(state?.marks).toHaveLength(1);
  });

  it('changes the message when it comes after all: the same as in the right order', async () => {
    const state = await stateAfter(edited, original);
    expect(state).toEqual(await stateAfter(original, edited));
    expect(state?.entries.map(({ content }) => content.text)).toEqual(['second']);
    expect(state?.marks).toEqual([]);
  });

  it('stays out when the message was unsent, whatever came first', async () => {
    for (const order of [
      [edited, unsent, original],
      [unsent, original, edited],
      [original, unsent, edited],
    ]) {
      const state = await stateAfter(...order);
      expect(state?.entries.map(({ content }) => content.text)).toEqual([null]);
    }
  });
});
