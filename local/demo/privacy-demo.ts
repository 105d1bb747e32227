import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Endpoints } from '../cloud/endpoints.ts';
import { Problem } from '../cloud/problem.ts';
import { demoCustomer } from '../seeding/demo-deliveries.ts';
import { Agent } from '../tour/agent.ts';
import { LoginTour, type TourOptions, type TourWorld } from '../tour/connect-tour.ts';
import { TourConversation } from '../tour/conversation.ts';
import { receiveFiles } from '../tour/files.ts';
import { chosenLogins, type TourLogin } from '../tour/logins.ts';
import { type PlayedAccount, SandboxControl } from '../tour/sandbox-control.ts';
import { until } from '../tour/until.ts';
import { checkOffline, publicKeyOf } from './certificates.ts';
import { askDeletionAtMeta, type DemoCustomer, exportOf, requestErasure, untilDone } from './requests.ts';
import { scanFor } from './scan.ts';

/**
 * A customer of a made-up shop on each platform: writes, sends a picture, gets everything that is held, is erased, and nothing is left; proven by a
 * look through every table and the bucket, and by a certificate that is checked without the network. A message that comes again stays out; a new one
 * starts somebody new.
 * @throws Problem at the first step that fails, with the reason
 */
export async function privacyDemo(
  endpoints: Endpoints,
  { platforms, say, folder: state = '.local' }: TourOptions,
): Promise<void> {
  const control = new SandboxControl(endpoints.sandboxUrl);
  const agent = await Agent.signIn(endpoints, 'owner');
  const folder = path.resolve(state, 'certificates');
  mkdirSync(folder, { recursive: true });
  const keyFile = path.join(folder, 'public-key.pem');
  writeFileSync(keyFile, await publicKeyOf(endpoints));
  const logins = onePerPlatform(chosenLogins(platforms));
  for (const login of logins) {
    say(login.title);
    await demonstrate({ agent, control, endpoints, say, login }, { folder, keyFile });
  }
  if (logins.some(({ platform }) => platform === 'facebook'))
    await askDeletionAtMeta({ agent, control, endpoints, say });
}

function onePerPlatform(logins: readonly TourLogin[]): readonly TourLogin[] {
  return logins.filter(({ platform }, i) => logins.findIndex((one) => one.platform === platform) === i);
}

async function demonstrate(
  world: TourWorld,
  { folder, keyFile }: { readonly folder: string; readonly keyFile: string },
): Promise<void> {
  const { agent, say, login, endpoints } = world;
  const tour = new LoginTour({ ...world, say: () => {} });
  const { account, connection } = await tour.connect(await tour.findAccount());
  const customer = await writeAsCustomer(world, account, connection.id);
  await exportOf(world, customer);
  const request = await requestErasure(world, account, customer);
  const done = await untilDone(agent, request);
  say(
    `  erased    ${done.steps.map(({ name, state }) => (state === 'done' ? name : `${name} (${state})`)).join(' → ')}`,
  );
  const scan = await scanFor(endpoints, customer.words, customer.ids);
  say(`  scan      ${scan.looked}: ${scan.found.length === 0 ? 'no trace' : scan.found.join(', ')}`);
  if (scan.found.length > 0)
    throw new Problem(`Something of the customer is left: ${scan.found.join(', ')}.`);
  const { body: certificate } = await agent.call<object>(
    'GET',
    `/v1/privacy/requests/${done.id}/certificate`,
  );
  const file = path.join(folder, `${login.platform}.json`);
  writeFileSync(file, `${JSON.stringify(certificate, null, 2)}\n`);
  for (const line of checkOffline(file, keyFile)) say(`  proof     ${line}`);
  await comeBack(world, account, customer, connection.id);
  await agent.call('DELETE', `/v1/connections/${connection.id}?data=keep`);
}

/** A customer writes and sends a picture. */
async function writeAsCustomer(
  world: TourWorld,
  account: PlayedAccount,
  connectionId: string,
): Promise<DemoCustomer> {
  const { agent, control, say, login } = world;
  const customerId = demoCustomer(login.platform);
  const text = `ที่อยู่ 7/1 ซอยสุขใจ ${login.key} ${Date.now()}`;
  if (!(await control.customerWrites(account, customerId, text)))
    throw new Problem('The platform does not deliver: deliveries are not switched on.');
  const conversation = await conversationOf(agent, connectionId, text);
  say(`  customer  ${text}`);
  const talk = new TourConversation({ agent, control, account, customerId, conversationId: conversation.id });
  await receiveFiles(talk, ['image'], say);
  return {
    conversationId: conversation.id,
    customerId: conversation.customer.id,
    platformUserId: customerId,
    connectionId,
    words: [text],
    ids: [conversation.id, conversation.customer.id],
  };
}

/** The old message once more stays out; a new one starts a new conversation of somebody who is not known. */
async function comeBack(
  { agent, control, say, login }: TourWorld,
  account: PlayedAccount,
  { words }: DemoCustomer,
  connectionId: string,
): Promise<void> {
  const text = `สวัสดีอีกครั้ง ${Date.now()}`;
  if (!(await control.customerWrites(account, demoCustomer(login.platform), text))) return;
  const conversation = await conversationOf(agent, connectionId, text);
  const path = `/v1/conversations/${conversation.id}/timeline?limit=50`;
  const { items } = (await agent.call<{ items: { text?: string | null }[] }>('GET', path)).body;
  if (items.some((entry) => entry.text && words.includes(entry.text)))
    throw new Problem('What was erased has come back.');
  say(`  customer  ${text}: somebody new, with ${items.length} ${items.length === 1 ? 'entry' : 'entries'}`);
}

interface ConversationView {
  readonly id: string;
  readonly customer: { readonly id: string };
  readonly preview: { readonly text: string | null } | null;
}

async function conversationOf(agent: Agent, connectionId: string, text: string): Promise<ConversationView> {
  const path = `/v1/conversations?limit=100&connectionId=${encodeURIComponent(connectionId)}`;
  return until(
    async () =>
      (await agent.call<{ items: ConversationView[] }>('GET', path)).body.items.find(({ preview }) =>
        preview?.text?.startsWith(text.slice(0, 20)),
      ),
    () => "the customer's message stands in the inbox",
  );
}
