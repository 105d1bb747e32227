import { randomUUID } from 'node:crypto';
import { Problem } from '../cloud/problem.ts';
import type { MessageView, TourConversation } from './conversation.ts';
import { until } from './until.ts';

type Say = (line: string) => void;

const ANSWER = 'มีค่ะ สีฟ้ายังเหลือ 2 ตัว 😊';

/** The agent answers in words; phone and timeline show them once, and receipts move the state. @throws Problem */
export async function answerInWords(talk: TourConversation, say: Say): Promise<void> {
  const [asked] = await talk.timeline();
  const text = `${ANSWER} ${Date.now()}`;
  const body = { kind: 'text', text, lastSeenEntryId: asked?.id };
  const key = randomUUID();
  const queued = await talk.write(body, key);
  // The same request once more is the same message.
  const again = await talk.write(body, key);
  if (again.id !== queued.id) throw new Problem('The same Idempotency-Key made two messages.');
  const sent = await talk.untilSent(queued, 'The answer');
  say(`  agent     ${text}   (${sent.state})`);
  const merchants = (await talk.phone()).filter(({ from }) => from === 'merchant');
  shownOnce("The customer's phone", merchants, text);
  shownOnce('The timeline', await talk.timeline(), text);
  await fromTheApp(talk);
  if (await isRead(talk, queued)) say('  customer  has read it');
}

function shownOnce(where: string, shown: readonly { readonly text?: string | null }[], text: string): void {
  const times = shown.filter((message) => message.text === text).length;
  if (times !== 1) throw new Problem(`${where} shows the answer ${times} times.`);
}

/** Somebody writes in the platform's own app: it comes as an echo, once, and is nobody's of ours. */
async function fromTheApp(talk: TourConversation): Promise<void> {
  const text = `เขียนจากแอป ${Date.now()}`;
  if (!(await talk.happens({ kind: 'app_message', text }))) return;
  await until(
    async () => {
      const found = (await talk.timeline()).filter((entry) => entry.text === text);
      if (found.length > 1) throw new Problem('What was written in the app stands in the timeline twice.');
      return found[0]?.author?.type === 'external' ? true : undefined;
    },
    () => "what was written in the platform's app stands in the timeline",
  );
}

/** A receipt moves the state, where the platform has receipts. */
async function isRead(talk: TourConversation, message: MessageView): Promise<boolean> {
  if (!(await talk.happens({ kind: 'read' }))) return false;
  let seen = '';
  await until(
    async () => {
      seen = (await talk.timeline()).find(({ id }) => id === message.id)?.state ?? 'gone';
      return seen === 'read' || undefined;
    },
    () => `the answer is read (it is ${seen})`,
  );
  return true;
}
