import { Agent } from '../../local/tour/agent.ts';
import { LoginTour } from '../../local/tour/connect-tour.ts';
import { begin, type ConnectionView, untilState } from '../../local/tour/connecting.ts';
import { tourLogins } from '../../local/tour/logins.ts';
import type { PlayedAccount } from '../../local/tour/sandbox-control.ts';
import { SandboxControl } from '../../local/tour/sandbox-control.ts';
import { endpoints, eventually } from './support/cloud.ts';
import { issuedSecrets } from './support/issued.ts';
import { askKeeper } from './support/keeper.ts';
import { everyLogLine } from './support/logs.ts';
import { everyObject, everyQueueMessage, everyTableItem } from './support/sinks.ts';

const WORKSPACE = 'ws-a';
const control = new SandboxControl(endpoints.sandboxUrl);

interface Connected {
  readonly account: PlayedAccount;
  readonly connection: ConnectionView;
}

/** Waits until the keeper has looked at a connection. */
async function checked(agent: Agent, { connection }: Connected, after: string): Promise<void> {
  await askKeeper('connection', WORKSPACE, connection.id);
  await eventually(async () => {
    const { body } = await agent.call<ConnectionView & { health: { checkedAt: string | null } }>(
      'GET',
      `/v1/connections/${connection.id}`,
    );
    const done = (body.health.checkedAt ?? '') > after || body.state === 'needs_reconnect';
    return done ? true : undefined;
  }, `a check of ${connection.platform}`);
}

describe('S11: tokens stand nowhere in the clear', () => {
  it('while accounts are connected, checked, renewed, refused and disconnected', async () => {
    const agent = await Agent.signIn(endpoints, 'owner');
    const connected: Connected[] = [];
    const answers: unknown[] = [];
    const begun: string[] = [];
    for (const login of tourLogins) {
      const tour = new LoginTour({ agent, control, endpoints, login, say: () => {} });
      const one = await tour.connect(await tour.findAccount());
      connected.push(one);
      if (!login.consent) continue;
      // One more that nobody finishes: its state and its cookie are secrets, too.
      const { cookie, authorizeUrl = '', id } = await begin(agent, login, one.account);
      begun.push(cookie.split('=')[1] ?? '', ...statesOf(authorizeUrl));
      await agent.call('DELETE', `/v1/connections/${id}`);
    }
    for (const one of connected) {
      const { sandbox, accountId } = one.account;
      await control.act(sandbox, { kind: 'expire', accountId });
      await checked(agent, one, new Date().toISOString());
    }
    const places = async () =>
      [
        await everyTableItem(),
        (await everyLogLine()).join('\n'),
        await everyQueueMessage(),
        await everyObject(),
        JSON.stringify(answers),
      ].join('\n');
    answers.push((await agent.call('GET', '/v1/connections?limit=100')).body);
    const secrets = [...issuedSecrets(), ...begun].filter((secret) => secret !== '');
    expect(secrets.length).toBeGreaterThan(30);
    expect(shown(secrets, await places())).toEqual([]);

    for (const { connection } of connected) {
      answers.push((await agent.call('DELETE', `/v1/connections/${connection.id}?data=keep`)).body);
      await untilState(agent, connection.id, 'disconnected');
    }
    expect(shown([...issuedSecrets(), ...begun], await places())).toEqual([]);
    // What was sealed is gone with the connection.
    const items = await everyTableItem();
    for (const { connection } of connected) expect(items).not.toContain(`AUTHORIZATION#${connection.id}`);
  }, 180_000);
});

/** How many of the secrets stand somewhere, in the clear or in a form in which they could hide; never the secrets themselves. */
function shown(secrets: readonly string[], places: string): string[] {
  const forms = (secret: string) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').slice(0, -4),
    Buffer.from(secret).toString('hex'),
  ];
  return secrets
    .filter((secret) => secret && forms(secret).some((form) => places.includes(form)))
    .map((secret) => `${secret.slice(0, 4)}… (${secret.length} characters)`);
}

/** The state stands in the address itself, or within the address to come back to. */
function statesOf(authorizeUrl: string): string[] {
  return [...decodeURIComponent(authorizeUrl).matchAll(/[?&]state=([\w-]{43})/g)].map(
    (match) => match[1] ?? '',
  );
}
