import { demoCustomer } from '../../local/seeding/demo-deliveries.ts';
import { Agent } from '../../local/tour/agent.ts';
import { connectTour, LoginTour } from '../../local/tour/connect-tour.ts';
import {
  allow,
  begin,
  type ConnectionView,
  comeBack,
  untilConnected,
  untilState,
} from '../../local/tour/connecting.ts';
import { textsOf, untilStored } from '../../local/tour/inbox-of.ts';
import { type TourLogin, tourLogins } from '../../local/tour/logins.ts';
import { SandboxControl } from '../../local/tour/sandbox-control.ts';
import { endpoints, eventually } from './support/cloud.ts';
import { askKeeper, untilImported } from './support/keeper.ts';
import { mailsTo } from './support/mails.ts';
import { postStraggler } from './support/straggler.ts';

const WORKSPACE = 'ws-a';
const control = new SandboxControl(endpoints.sandboxUrl);

/** What the tour says of one login, kept for a test that fails. */
function tourOf(agent: Agent, login: TourLogin): LoginTour {
  return new LoginTour({ agent, control, endpoints, login, say: () => {} });
}

const connectionPath = (id: string) => `/v1/connections/${id}`;

describe('the tour: connect, receive, disconnect, receive nothing', () => {
  it.each(tourLogins)(
    '$title',
    async ({ key }) => {
      const lines: string[] = [];
      await connectTour(endpoints, { platforms: [key], say: (line) => lines.push(line) });
      expect(lines.length).toBeGreaterThanOrEqual(8);
      expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
    },
    120_000,
  );
});

/** Asks the keeper to look, as its schedule would some time later, until it has seen it. */
async function untilLapsed(agent: Agent, id: string): Promise<void> {
  await askKeeper('connection', WORKSPACE, id);
  expect((await untilState(agent, id, 'needs_reconnect')).health.problem).not.toBeNull();
}

/** Reads the platform's history at the time at which it is there. */
async function importHistory({ historyAfterMs }: TourLogin, id: string): Promise<void> {
  if (historyAfterMs === null) return;
  await control.setAhead(historyAfterMs);
  try {
    await askKeeper('history', WORKSPACE, id);
    await untilImported(WORKSPACE, id);
  } finally {
    await control.setAhead(0);
  }
}

describe('after the platform took the authorisation back', () => {
  const owners = endpoints.users.filter((user) => user.workspaceId === WORKSPACE && user.role === 'owner');
  const mails = () => owners.map(({ email }) => mailsTo(email));

  it.each(tourLogins)(
    'the owners are told once, nothing that comes is lost, and connecting again goes on where it was: $title',
    async (login) => {
      const agent = await Agent.signIn(endpoints, 'owner');
      const tour = tourOf(agent, login);
      const { account, connection } = await tour.connect(await tour.findAccount());
      const customerId = demoCustomer(login.platform);
      const text = (name: string) => `${name} ${login.key} ${connection.id}`;
      const write = (name: string) => control.customerWrites(account, customerId, text(name));
      expect(await write('before')).toBe(true);
      await untilStored(agent, connection.id, text('before'));

      const toldBefore = mails();
      await control.act(account.sandbox, { kind: 'revoke', accountId: account.accountId });
      await untilLapsed(agent, connection.id);
      expect(await postStraggler(login, account, connection, text('straggler'))).toBe(200);
      await untilStored(agent, connection.id, text('straggler'));
      await write('meanwhile');
      const told = toldBefore.map((count) => count + 1);
      await eventually(async () => (mails().join() === told.join() ? true : undefined), 'a mail per owner');

      const { connection: again } = await tour.connect(await tour.sameAccount(account));
      expect(again.id).toBe(connection.id);
      // For a second after a signature that nobody knew, the ingress does not look for a new secret again.
      await eventually(async () => ((await write('after')) ? true : undefined), 'a delivery that is taken');
      await untilStored(agent, connection.id, text('after'));
      await importHistory(login, connection.id);

      // LINE has no history: what it sends by a channel that this connection is not signed by any more is gone.
      const kept = login.historyAfterMs === null ? [] : ['meanwhile'];
      const expected = ['before', 'straggler', ...kept, 'after'].map(text);
      const stored = (await textsOf(agent, connection.id)).filter((found) =>
        found.endsWith(text('').trimStart()),
      );
      expect(stored.sort()).toEqual(expected.sort());
      expect(mails()).toEqual(told);
      await agent.call('DELETE', `${connectionPath(connection.id)}?data=keep`);
      await untilState(agent, connection.id, 'disconnected');
    },
    180_000,
  );
});

describe('S06: the way back from the consent page', () => {
  const login = tourLogins.find(({ consent }) => consent) as TourLogin;

  it('is only for the browser that began, whose cookie no script and no other site can use', async () => {
    const agent = await Agent.signIn(endpoints, 'owner');
    const account = await tourOf(agent, login).findAccount();
    const begun = await begin(agent, login, account);
    const back = await allow(begun.authorizeUrl ?? '', endpoints.sandboxUrl ?? '', account);
    const forged = begun.cookie.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    for (const cookie of ['', forged]) await comeBack(back, cookie).catch(() => {});
    const { body } = await agent.call<ConnectionView>('GET', connectionPath(begun.id));
    expect(body.state).toBe('pending');
    await comeBack(back, begun.cookie);
    const { connection } = await untilConnected(agent, begun.id, account);
    await agent.call('DELETE', `${connectionPath(connection.id)}?data=keep`);
  });

  it('needs a cookie that is HttpOnly and SameSite=Lax', async () => {
    const agent = await Agent.signIn(endpoints, 'owner');
    const request = { platform: login.platform, features: ['inbox'], ...login.choice };
    const { cookies } = await agent.call('POST', '/v1/connections', request);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatch(/;\s*HttpOnly/i);
    expect(cookies[0]).toMatch(/;\s*SameSite=Lax/i);
  });
});
