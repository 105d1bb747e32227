import { Agent } from '../../../local/tour/agent.ts';
import { connectTour, LoginTour } from '../../../local/tour/connect-tour.ts';
import type { TourLogin } from '../../../local/tour/logins.ts';
import { SandboxControl } from '../../../local/tour/sandbox-control.ts';
import { type Flaws, type TourWorld, tourWorld } from './tour-world.ts';

const BY_CONSENT: TourLogin = {
  key: 'pigeon/consent',
  title: 'Pigeon (consent)',
  platform: 'pigeon',
  login: 'consent',
  consent: true,
  credentials: false,
  choice: { login: 'consent' },
  historyAfterMs: null,
};
const BY_CREDENTIALS: TourLogin = {
  ...BY_CONSENT,
  key: 'pigeon/typed',
  login: 'typed',
  consent: false,
  credentials: true,
  choice: { login: 'typed' },
};

let world: TourWorld;
let said: string[];

async function tour(login: TourLogin, flaws: Flaws = {}): Promise<LoginTour> {
  world = await tourWorld(flaws);
  said = [];
  const { endpoints } = world;
  return new LoginTour({
    agent: await Agent.signIn(endpoints, 'owner'),
    control: new SandboxControl(endpoints.sandboxUrl),
    endpoints,
    login,
    say: (line) => said.push(line),
    stillMs: 0,
    knownMs: 0,
  });
}

afterEach(() => world.stop());

/** Without the times, which differ. */
const steps = () => said.map((line) => line.replace(/ +\d+\.\d s {2}/, ' ').trim());

describe('the tour of a login', () => {
  it('goes by a consent page, chooses among accounts, and comes to its end', async () => {
    await (await tour(BY_CONSENT)).run();
    expect(steps()).toEqual([
      '✓ find an account at the platform (Loft 1, 1)',
      '✓ ask KaoJai to connect it',
      "✓ allow it on the platform's page",
      '✓ come back to KaoJai',
      '✓ connected (chosen among 2 accounts)',
      '✓ a customer writes',
      '✓ the message stands in the inbox',
      '✓ disconnect, and keep the data',
      '✓ disconnected',
      '✓ a customer writes, and nothing is stored (not delivered)',
    ]);
  });

  it('goes by credentials, without a page', async () => {
    await (await tour(BY_CREDENTIALS)).run();
    expect(steps().slice(0, 4)).toEqual([
      '✓ find an account at the platform (Loft 3, 3)',
      '✓ ask KaoJai to connect it',
      '✓ connected',
      '✓ a customer writes',
    ]);
  });

  it('takes an account that is not connected', async () => {
    const first = await tour(BY_CONSENT);
    await first.connect(await first.findAccount());
    expect((await first.findAccount()).accountId).toBe('2');
  });

  it.each<[string, Flaws, RegExp, string]>([
    ['the callback refuses', { refusesCallback: true }, /answered 400.*other browser/, 'come back to KaoJai'],
    ['the consent leads to nothing', { grantsNothing: true }, /gone \(404\)\. Not connected\./, 'connected'],
    ['the platform does not deliver', { platformIsDeaf: true }, /not switched on/, 'a customer writes'],
    ['a message comes twice', { storesTwice: true }, /2 times/, 'the message stands in the inbox'],
    [
      'messages come after disconnecting',
      { keepsReceiving: true },
      /stored although the account is disconnected/,
      'a customer writes, and nothing is stored (the platform goes on delivering; it is ignored)',
    ],
  ])('stops with a reason when %s', async (_, flaws, reason, step) => {
    await expect((await tour(BY_CONSENT, flaws)).run()).rejects.toThrow(reason);
    expect(steps().at(-1)).toBe(`✗ ${step}`);
  });

  it('cannot be made without the sandbox', async () => {
    world = await tourWorld();
    const endpoints = { ...world.endpoints, sandboxUrl: null };
    await expect(connectTour(endpoints, { platforms: [], say: () => {} })).rejects.toThrow(
      'KAOJAI_EGRESS_BASE',
    );
  });
});
