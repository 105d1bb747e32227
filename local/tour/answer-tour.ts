import type { Endpoints } from '../cloud/endpoints.ts';
import { Problem } from '../cloud/problem.ts';
import type { PhoneMessage } from '../sandbox/platform-sandbox.ts';
import { demoCustomer } from '../seeding/demo-deliveries.ts';
import { Agent } from './agent.ts';
import { LoginTour, type TourOptions, type TourWorld } from './connect-tour.ts';
import { TourConversation } from './conversation.ts';
import { type FileKinds, fileKindsOf, without } from './file-kinds.ts';
import { receiveFiles, refusedKind, sendFiles } from './files.ts';
import { chosenLogins, type TourLogin } from './logins.ts';
import { type PlayedAccount, SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';
import { answerInWords } from './words.ts';

/**
 * Connects an account by each login and lets a customer and an agent send each other words and files of every kind that the platform has: the
 * agent by the agent API, the customer at the platform sandbox. Compares the bytes, reads the customer's phone, and prints both sides.
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
    await answer({ ...world, say }, account, connection.id);
    await agent.call('DELETE', `/v1/connections/${connection.id}?data=keep`);
  }
}

async function answer(world: TourWorld, account: PlayedAccount, connectionId: string): Promise<void> {
  const { login, say } = world;
  const started = (await world.control.phone(account, demoCustomer(login.platform))).length;
  const talk = await begin(world, account, connectionId);
  const kinds = fileKindsOf(login);
  await answerInWords(talk, say);
  await receiveFiles(talk, kinds.inbound, say);
  await sendFiles(talk, kinds.outbound, say);
  await sayMissing(talk, login, kinds, say);
  say(`  phone     ${(await talk.phone()).slice(started).map(onPhone).join('  |  ')}`);
  const sent = (side: readonly string[]) => ['text', ...side].join(', ');
  say(
    `  answered  ${login.title}: the customer sent ${sent(kinds.inbound)}; the agent sent ${sent(kinds.outbound)}`,
  );
}

/** A customer asks something. */
async function begin(
  { agent, control, login, say }: TourWorld,
  account: PlayedAccount,
  connectionId: string,
): Promise<TourConversation> {
  const customerId = demoCustomer(login.platform);
  const question = `ยังมีไหมคะ ${login.key} ${Date.now()}`;
  if (!(await control.customerWrites(account, customerId, question)))
    throw new Problem('The platform does not deliver: deliveries are not switched on.');
  const { id: conversationId } = await until(
    async () =>
      (await conversationsOf(agent, connectionId)).find(({ preview }) =>
        preview?.text?.startsWith(question.slice(0, 20)),
      ),
    () => "the customer's message stands in the inbox",
  );
  say(`  customer  ${question}`);
  return new TourConversation({ agent, control, account, customerId, conversationId });
}

/** What the platform does not have, and that the API says so. */
async function sayMissing(
  talk: TourConversation,
  { title }: TourLogin,
  { inbound, outbound }: FileKinds,
  say: TourWorld['say'],
): Promise<void> {
  if (without(inbound)) say(`  customer  ${title} has ${without(inbound)} from customers`);
  if (without(outbound)) say(`  agent     ${title} has ${without(outbound)} from merchants`);
  const refused = await refusedKind(talk, outbound);
  if (refused) say(`  agent     may not send ${refused}`);
}

function onPhone({ from, kind, text }: PhoneMessage): string {
  return `${from}: ${text ?? `[${kind}]`}`;
}

interface ConversationView {
  readonly id: string;
  readonly preview: { readonly text: string | null } | null;
}

async function conversationsOf(agent: Agent, connectionId: string): Promise<readonly ConversationView[]> {
  const path = `/v1/conversations?limit=100&connectionId=${encodeURIComponent(connectionId)}`;
  return (await agent.call<{ items: ConversationView[] }>('GET', path)).body.items;
}
