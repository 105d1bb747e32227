import { randomUUID } from 'node:crypto';
import type { Endpoints } from '../cloud/endpoints.ts';
import { Problem } from '../cloud/problem.ts';
import { demoCustomer } from '../seeding/demo-deliveries.ts';
import { Agent } from './agent.ts';
import { LoginTour, type TourOptions, type TourWorld } from './connect-tour.ts';
import type { ConnectionView } from './connecting.ts';
import { receivePicture, sendPicture } from './files.ts';
import { chosenLogins } from './logins.ts';
import { type PlayedAccount, SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';

/** A message of the timeline, as far as the tour looks at it. */
interface MessageView {
  readonly id: string;
  readonly type: string;
  readonly direction?: string;
  readonly text?: string | null;
  readonly state?: string;
  readonly failure?: { readonly code: string };
  readonly author?: { readonly type: string };
}

/**
 * Connects an account by each login, lets a customer write, answers by the agent API, reads the customer's phone, and prints both sides.
 * @throws Problem at the first step that fails, with the reason
 */
export async function answerTour(endpoints: Endpoints, { platforms, say }: TourOptions): Promise<void> {
  const control = new SandboxControl(endpoints.sandboxUrl);
  const agent = await Agent.signIn(endpoints, 'owner');
  for (const login of chosenLogins(platforms)) {
    say(login.title);
    const world: TourWorld = { agent, control, endpoints, say: () => {}, login };
    const tour = new LoginTour(world);
    const { account, connection } = await tour.connect(await tour.findAccount());
    await answer(world, account, connection, say);
    await agent.call('DELETE', `/v1/connections/${connection.id}?data=keep`);
  }
}

const ANSWER = 'มีค่ะ สีฟ้ายังเหลือ 2 ตัว 😊';

async function answer(
  world: TourWorld,
  account: PlayedAccount,
  { id }: ConnectionView,
  say: TourOptions['say'],
): Promise<void> {
  const { agent, control, login } = world;
  const customer = demoCustomer(login.platform);
  const question = `ยังมีไหมคะ ${login.key} ${Date.now()}`;
  if (!(await control.customerWrites(account, customer, question)))
    throw new Problem('The platform does not deliver: deliveries are not switched on.');
  const conversation = await until(
    async () =>
      (await conversationsOf(agent, id)).find(({ preview }) =>
        preview?.text?.startsWith(question.slice(0, 20)),
      ),
    () => "the customer's message stands in the inbox",
  );
  const [asked] = await timelineOf(agent, conversation.id);
  say(`  customer  ${question}`);
  const path = `/v1/conversations/${conversation.id}/messages`;
  const text = `${ANSWER} ${Date.now()}`;
  const headers = { 'idempotency-key': randomUUID() };
  const body = { kind: 'text', text, lastSeenEntryId: asked?.id };
  const { body: queued } = await agent.call<MessageView>('POST', path, body, headers);
  // The same request once more is the same message.
  const { body: again } = await agent.call<MessageView>('POST', path, body, headers);
  if (again.id !== queued.id) throw new Problem('The same Idempotency-Key made two messages.');
  let seen = '';
  const sent = await until(
    async () => {
      const message = (await timelineOf(agent, conversation.id)).find((entry) => entry.id === queued.id);
      seen = `${message?.state ?? 'gone'} ${message?.failure?.code ?? ''}`;
      if (message?.state === 'failed')
        throw new Problem(`The answer was not sent: ${message.failure?.code ?? ''}.`);
      return message && /^(sent|delivered|read)$/.test(message.state ?? '') ? message : undefined;
    },
    () => `the answer is sent (it is ${seen})`,
  );
  say(`  agent     ${text}   (${sent.state})`);
  const phone = await control.phone(account, customer);
  const times = phone.filter((message) => message.from === 'merchant' && message.text === text).length;
  if (times !== 1) throw new Problem(`The customer's phone shows the answer ${times} times.`);
  const shown = (await timelineOf(agent, conversation.id)).filter((entry) => entry.text === text).length;
  if (shown !== 1) throw new Problem(`The timeline shows the answer ${shown} times.`);
  await fromTheApp(world, account, conversation.id);
  await readByCustomer(world, account, conversation.id, queued.id, say);
  const pictures = { agent, control, login, account, customerId: customer, conversationId: conversation.id };
  await receivePicture(pictures);
  say('  agent     sees the picture that the customer sent');
  if (await sendPicture(pictures)) say('  phone     shows the picture that the agent sent');
  say(
    `  phone     ${phone
      .slice(-2)
      .map(({ from, text: words }) => `${from}: ${words}`)
      .join('  |  ')}`,
  );
}

/** Somebody writes in the platform's own app: it comes as an echo, once, and is nobody's of ours. */
async function fromTheApp(
  { agent, control, login }: TourWorld,
  account: PlayedAccount,
  conversationId: string,
): Promise<void> {
  const text = `เขียนจากแอป ${Date.now()}`;
  const { accountId, sandbox } = account;
  const act = { kind: 'app_message', accountId, customerId: demoCustomer(login.platform), text } as const;
  const answered = (await control.act(sandbox, act)) as { delivered: unknown } | null;
  if (!answered?.delivered) return;
  await until(
    async () => {
      const found = (await timelineOf(agent, conversationId)).filter((entry) => entry.text === text);
      if (found.length > 1) throw new Problem('What was written in the app stands in the timeline twice.');
      return found[0]?.author?.type === 'external' ? true : undefined;
    },
    () => "what was written in the platform's app stands in the timeline",
  );
}

/** A receipt moves the state, where the platform has receipts. */
async function readByCustomer(
  { agent, control, login }: TourWorld,
  account: PlayedAccount,
  conversationId: string,
  messageId: string,
  say: TourOptions['say'],
): Promise<void> {
  const { accountId, sandbox } = account;
  const act = { kind: 'read', accountId, customerId: demoCustomer(login.platform) } as const;
  const answered = (await control.act(sandbox, act)) as { delivered: unknown } | null;
  if (!answered?.delivered) return;
  let seen = '';
  await until(
    async () => {
      seen = (await timelineOf(agent, conversationId)).find(({ id }) => id === messageId)?.state ?? 'gone';
      return seen === 'read' || undefined;
    },
    () => `the answer is read (it is ${seen})`,
  );
  say('  customer  has read it');
}

interface ConversationView {
  readonly id: string;
  readonly preview: { readonly text: string | null } | null;
}

async function conversationsOf(agent: Agent, connectionId: string): Promise<readonly ConversationView[]> {
  const path = `/v1/conversations?limit=100&connectionId=${encodeURIComponent(connectionId)}`;
  return (await agent.call<{ items: ConversationView[] }>('GET', path)).body.items;
}

async function timelineOf(agent: Agent, conversationId: string): Promise<readonly MessageView[]> {
  const path = `/v1/conversations/${conversationId}/timeline?limit=50`;
  return (await agent.call<{ items: MessageView[] }>('GET', path)).body.items;
}
