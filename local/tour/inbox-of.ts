import { Problem } from '../cloud/problem.ts';
import type { Agent } from './agent.ts';
import { until } from './until.ts';

interface EntryView {
  readonly id: string;
  readonly type: string;
  readonly text?: string | null;
}

/** What of a connection's inbox is looked at: the texts of its messages, the newest first in each conversation. */
export async function textsOf(agent: Agent, connectionId: string): Promise<string[]> {
  const path = `/v1/conversations?limit=100&connectionId=${encodeURIComponent(connectionId)}`;
  const { body } = await agent.call<{ items: { id: string }[] }>('GET', path);
  const texts: string[] = [];
  for (const { id } of body.items) {
    const timeline = `/v1/conversations/${id}/timeline?limit=100`;
    const { items } = (await agent.call<{ items: EntryView[] }>('GET', timeline)).body;
    texts.push(...items.flatMap(({ type, text }) => (type === 'message' && text ? [text] : [])));
  }
  return texts;
}

/** Waits until a message stands in the inbox. @throws Problem when it stands there twice, or does not come */
export function untilStored(agent: Agent, connectionId: string, text: string): Promise<true> {
  return until(
    async () => {
      const times = (await textsOf(agent, connectionId)).filter((found) => found === text).length;
      if (times > 1) throw new Problem(`The message stands in the inbox ${times} times.`);
      return times === 1 ? true : undefined;
    },
    () => 'the message stands in the inbox',
  );
}
