import { Problem } from '../cloud/problem.ts';
import type { Agent } from '../tour/agent.ts';
import { LoginTour, type TourWorld } from '../tour/connect-tour.ts';
import { chosenLogins } from '../tour/logins.ts';
import type { PlayedAccount, SandboxControl } from '../tour/sandbox-control.ts';
import { until } from '../tour/until.ts';

/** Somebody who wrote, by the ids under which they are kept and the words that only they said. */
export interface DemoCustomer {
  readonly conversationId: string;
  readonly customerId: string;
  readonly platformUserId: string;
  readonly connectionId: string;
  readonly words: readonly string[];
  readonly ids: readonly string[];
}

interface RequestView {
  readonly id: string;
  readonly state: string;
  readonly steps: readonly { readonly name: string; readonly state: string; readonly counts: object }[];
}

/** Long enough for the keys to be forgotten by every function, which the local stage has happen in seconds. */
const DONE_WITHIN_MS = 90_000;

/** The customer asks for everything that is held, the officer looks into it, and the archive is there. */
export async function exportOf({ agent, say }: TourWorld, { customerId }: DemoCustomer): Promise<void> {
  const request = await open(agent, 'access', { customerId });
  await verifyByOfficer(agent, request);
  const { id, steps } = await untilDone(agent, request);
  const { body } = await agent.call<{ url: string; expiresAt: string }>(
    'GET',
    `/v1/privacy/requests/${id}/archive`,
  );
  const archive = Buffer.from(await (await fetch(body.url)).arrayBuffer());
  // A ZIP file begins so.
  if (archive.subarray(0, 2).toString() !== 'PK') throw new Problem('The archive is no ZIP file.');
  const counts = steps.map(({ name, counts }) => `${name} ${JSON.stringify(counts)}`).join(', ');
  say(`  export    ${archive.length} bytes: ${counts}`);
}

/** LINE's customer proves it by a code in the very conversation; the others are verified by the officer. */
export async function requestErasure(
  world: TourWorld,
  account: PlayedAccount,
  customer: DemoCustomer,
): Promise<RequestView> {
  const { agent, login, say } = world;
  const { connectionId, platformUserId, customerId } = customer;
  const subject = login.platform === 'shopee' ? { connectionId, platformUserId } : { customerId };
  const request = await open(agent, 'erase', subject);
  if (login.platform !== 'line') {
    await verifyByOfficer(agent, request);
    say('  request   verified by the privacy officer');
    return request;
  }
  await agent.call('POST', `/v1/privacy/requests/${request.id}/code`);
  const code = await until(
    async () => {
      const phone = await world.control.phone(account, platformUserId);
      return phone
        .map(({ text }) => /\b\d{6}\b/.exec(text ?? '')?.[0])
        .findLast((found) => found !== undefined);
    },
    () => 'the code is on the phone',
  );
  await agent.call('POST', `/v1/privacy/requests/${request.id}/verify`, { method: 'code', code });
  say('  request   verified by the code that came into the conversation');
  return request;
}

/** What a person who connected an account asks Meta for: their connection ends, and the page that they are given says how far it is. */
export async function askDeletionAtMeta(
  world: Pick<TourWorld, 'agent' | 'endpoints' | 'say'> & { readonly control: SandboxControl },
): Promise<void> {
  const { agent, control, say } = world;
  const login = chosenLogins(['facebook'])[0];
  if (!login) return;
  say("Meta's data deletion callback");
  const tour = new LoginTour({ ...world, say: () => {}, login });
  const { account, connection } = await tour.connect(await tour.findAccount());
  const action = { kind: 'ask_deletion', accountId: account.accountId } as const;
  const [answer] = (await control.act(account.sandbox, action)) as { status: number; body: string }[];
  if (answer?.status !== 200) throw new Problem(`The callback was answered ${answer?.status ?? 0}.`);
  const { url, confirmation_code: code } = JSON.parse(answer.body) as {
    url: string;
    confirmation_code: string;
  };
  say(`  Meta      is given the code ${code} and the page ${url}`);
  const ended = await until(
    async () => {
      const page = await fetch(url, { headers: { accept: 'application/json' } });
      const { state } = (await page.json()) as { state: string };
      return state === 'completed' ? state : undefined;
    },
    () => 'the case is completed',
    DONE_WITHIN_MS,
  );
  const { body } = await agent.call<{ state: string }>('GET', `/v1/connections/${connection.id}`);
  say(`  page      ${ended}; the connection is ${body.state}`);
}

/** @throws Problem when it fails, or does not end in time */
export function untilDone(agent: Agent, { id }: { readonly id: string }): Promise<RequestView> {
  let seen = '';
  return until(
    async () => {
      const { body } = await agent.call<RequestView>('GET', `/v1/privacy/requests/${id}`);
      seen = `${body.state}, ${body.steps.map(({ name, state }) => `${name} ${state}`).join(', ')}`;
      if (body.state === 'failed' || body.state === 'rejected') throw new Problem(`The request is ${seen}.`);
      return body.state === 'completed' ? body : undefined;
    },
    () => `the request is completed (it is ${seen})`,
    DONE_WITHIN_MS,
  );
}

async function open(agent: Agent, type: string, subject: object): Promise<RequestView> {
  return (await agent.call<RequestView>('POST', '/v1/privacy/requests', { type, subject })).body;
}

async function verifyByOfficer(agent: Agent, { id }: RequestView): Promise<void> {
  const proof = { method: 'officer', ground: 'showed the conversation on the phone' };
  await agent.call('POST', `/v1/privacy/requests/${id}/verify`, proof);
}
