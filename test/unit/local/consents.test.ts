import { connectorOf, connectors } from '../../../lambdas/connectors/index.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import type { PlatformApp } from '../../../lambdas/ports/account-access.ts';
import { platformSandboxes } from '../../../local/sandbox/index.ts';
import { type Sandbox, startSandbox } from '../../../local/sandbox/sandbox.ts';
import { filledFor, openConsent, submitConsent } from '../../../local/sandbox/visit-consent.ts';
import { demoApps, demoSeed } from '../../../local/seeding/demo-seed.ts';
import { chosenLogins, type TourLogin, tourLogins } from '../../../local/tour/logins.ts';
import { type PlayedAccount, SandboxControl } from '../../../local/tour/sandbox-control.ts';

const PUBLIC = 'http://127.0.0.1:9';

let sandbox: Sandbox;
let accounts: PlayedAccount[];
beforeAll(async () => {
  const apps = (await demoApps()) as Record<string, Record<string, string>>;
  sandbox = await startSandbox({ factories: platformSandboxes, apps, publicBaseUrl: PUBLIC });
  accounts = await new SandboxControl(sandbox.base).accounts();
});
afterAll(() => sandbox.stop());

/** Those of the demo seed are connected from the start. */
async function accountFor({ platform, login }: TourLogin): Promise<PlayedAccount> {
  const seeded = (await demoSeed()).workspaces.flatMap(({ connections }) => connections);
  const found = accounts.find(
    (account) =>
      account.platform === platform &&
      account.login === login &&
      !seeded.some((one) => one.platform === platform && one.accountId === account.accountId),
  );
  if (!found) throw new Error(`the sandbox has no account for ${platform}/${login}`);
  return found;
}

/** The operator's application, or the one that the merchant would type. */
async function appOf({ platform, login }: TourLogin, account: PlayedAccount): Promise<PlatformApp> {
  const { manifest } = connectorOf(platform);
  // Two platforms of one company may share an application.
  const definitions = connectors.flatMap((connector) => connector.manifest.apps);
  const definition = definitions.find(({ name }) => name === manifest.logins[login]?.app);
  if (!definition) {
    const { partnerId = '', partnerKey = '' } = account.credentials ?? {};
    return { id: partnerId, secret: new SecretText(partnerKey), facts: {} };
  }
  const fields = (await demoApps())[definition.name] ?? {};
  const secret = new SecretText(fields[definition.secretField] ?? '');
  return { id: fields[definition.idField] ?? '', secret, facts: fields };
}

describe('the tour', () => {
  it('knows every login of every platform', () => {
    const all = connectors.flatMap(({ manifest }) => Object.keys(manifest.logins));
    expect(tourLogins).toHaveLength(all.length);
    expect(tourLogins.map(({ key, choice }) => [key, choice])).toEqual([
      ['facebook/facebook', {}],
      ['instagram/instagram', { login: 'instagram' }],
      ['instagram/facebook', { login: 'facebook' }],
      ['lazada/seller', {}],
      ['line/channel', { login: 'channel' }],
      ['line/module', { login: 'module' }],
      ['shopee/in_house', {}],
      ['tiktok/shop', { surface: 'shop' }],
      ['tiktok/business', { surface: 'business' }],
    ]);
  });

  it('takes names of platforms and of logins, and no others', () => {
    expect(chosenLogins(['line', 'tiktok/shop']).map(({ key }) => key)).toEqual([
      'line/channel',
      'line/module',
      'tiktok/shop',
    ]);
    expect(() => chosenLogins(['pigeon'])).toThrow('known: facebook/facebook');
  });

  it.each(tourLogins)('finds an account at the sandbox for $key', async (login) => {
    const account = await accountFor(login);
    expect(typeof account.person).toBe(login.consent ? 'string' : 'undefined');
    expect(typeof account.credentials).toBe(login.credentials ? 'object' : 'undefined');
  });
});

describe("a browser on a platform's page", () => {
  it.each(tourLogins.filter(({ consent }) => consent))('allows, and comes back: $key', async (login) => {
    const account = await accountFor(login);
    const { manifest, access } = connectorOf(login.platform);
    const { authorizeUrl, readReturn } = await access();
    const facts = manifest.logins[login.login];
    const redirectUri = `${PUBLIC}/oauth/${login.platform}/callback`;
    const url = authorizeUrl?.({
      login: login.login,
      app: await appOf(login, account),
      redirectUri,
      state: 'state-of-the-tour',
      scopes: facts?.scopes.inbox ?? [],
      ...(facts?.pkce ? { codeChallenge: 'A'.repeat(43) } : {}),
    });
    const address = (url ?? '').replace('https://', `${sandbox.base}/`);
    const back = await submitConsent(address, filledFor(await openConsent(address), account));
    const query = Object.fromEntries(back.searchParams);
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect(query.state).toBe('state-of-the-tour');
    expect(readReturn?.(query).kind).toBe('code');
  });

  it('fills in the wanted account, and leaves all else as it was proposed', () => {
    const field = (name: string, value: string, type: string, checked: boolean) => ({
      name,
      value,
      type,
      checked,
    });
    const fields = [
      field('person', 'p1', 'radio', true),
      field('person', 'p2', 'radio', false),
      field('page', 'a1', 'checkbox', true),
      field('page', 'a2', 'checkbox', false),
      field('page', 'a3', 'checkbox', false),
      field('kind', 'k1', 'radio', true),
      field('kind', 'k2', 'radio', false),
    ];
    expect(filledFor(fields, { accountId: 'a2', person: 'p2' })).toEqual([
      ['person', 'p2'],
      ['page', 'a1'],
      ['page', 'a2'],
      ['kind', 'k1'],
      ['decision', 'allow'],
    ]);
  });
});
