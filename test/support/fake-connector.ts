import { InvalidInput } from '../../lambdas/domain/errors.ts';
import type { InboundMessage } from '../../lambdas/domain/inbound.ts';
import { PlatformRefusal, type RefusalKind } from '../../lambdas/domain/platform-refusal.ts';
import { SecretText } from '../../lambdas/domain/secret-text.ts';
import type { TokenSet } from '../../lambdas/domain/token-set.ts';
import type {
  Account,
  AccountAccess,
  ExchangeRequest,
  GivenCredentials,
  Grant,
  LoginFacts,
  PlatformCalls,
  UnusableReason,
} from '../../lambdas/ports/account-access.ts';
import type { Connector, PlatformManifest } from '../../lambdas/ports/connector.ts';
import type { FakeMessage } from './fake-platform.ts';

const HOST = 'https://api.parrot.example';

const CONSENT: LoginFacts = {
  surface: 'main',
  consent: true,
  credentials: false,
  app: 'parrot',
  pkce: true,
  scopes: {
    inbox: ['chat.read', 'chat.write'],
    comments: ['posts.read', 'chat.read'],
    orders: ['orders.read'],
    profiles: [],
  },
  renewal: { kind: 'refresh', singleUse: true },
  historyAfterMs: 60_000,
};

const logins: PlatformManifest['logins'] = {
  consent: CONSENT,
  /** Refresh tokens that may be used again. */
  lasting: { ...CONSENT, renewal: { kind: 'refresh', singleUse: false } },
  /** Access tokens that nothing renews. */
  endless: { ...CONSENT, renewal: { kind: 'none' } },
  /** Typed credentials; a token is issued for each use. */
  key: {
    surface: 'main',
    consent: false,
    credentials: true,
    app: null,
    ownAppId: 'channelId',
    pkce: false,
    scopes: { inbox: [], profiles: [] },
    renewal: { kind: 'issue' },
  },
  /** The merchant's own application, typed before consenting. */
  own: { ...CONSENT, credentials: true, app: null, ownAppId: 'appId', pkce: false, scopes: { inbox: [] } },
};

/** A connector for `FakePlatform`. @param id of the platform; routes know those of the registry only */
export function fakeConnector(id = 'parrot'): Connector {
  const manifest: PlatformManifest = {
    id,
    name: 'Parrot Chat',
    surfaces: ['main'],
    routes: [{ method: 'POST', path: '/webhooks/parrot', surface: 'main', credentials: ['app/parrot'] }],
    answerWithinMs: 3_000,
    apps: [
      {
        name: 'parrot',
        credential: 'app/parrot',
        idField: 'appId',
        secretField: 'appSecret',
        factFields: ['appId'],
      },
    ],
    hosts: { api: ['api.parrot.example'], media: [], consent: ['www.parrot.example'] },
    logins,
    outbound: { main: { text: { max: 1_000, unit: 'characters' } } },
    replyWindow: {},
    media: {},
  };
  return {
    manifest,
    verify: () => ({ kind: 'untrusted' }),
    parse: () => [],
    webhookOf: ({ connectionId, login, publicBaseUrl, given }) => {
      if (login !== 'key' && login !== 'own')
        return { webhookUrl: `${publicBaseUrl}/webhooks/parrot`, credentials: ['app/parrot'] };
      const webhookUrl = `${publicBaseUrl}/webhooks/parrot/${connectionId}`;
      const secret = given?.webhookSecret;
      const credentials = [`parrot/${connectionId}`];
      return { webhookUrl, credentials, ...(secret ? { own: { secret, facts: {} } } : {}) };
    },
    access: async () => accessOf(id),
  };
}

function accessOf(platform: string): AccountAccess {
  const ask = askerOf(platform);
  return {
    readCredentials,
    authorizeUrl: ({ app, redirectUri, state, scopes, codeChallenge }) => {
      const url = new URL('https://www.parrot.example/consent');
      const query = { client_id: app.id, redirect_uri: redirectUri, state, scope: scopes.join(' ') };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      if (codeChallenge) url.searchParams.set('code_challenge', codeChallenge);
      return url.href;
    },
    readReturn: ({ code, error }) => {
      if (error === 'access_denied') return { kind: 'denied' };
      if (error !== undefined || !code) return { kind: 'error', error: error ?? 'no code' };
      return { kind: 'code', code: new SecretText(code), facts: {} };
    },
    exchange: async (calls, request) => readGrant(platform, await ask(calls, 'exchange', fieldsOf(request))),
    identify: async (calls, { given }) => {
      const secret = given.tokens.secrets.client_secret?.reveal();
      const found = await ask(calls, 'channel', { channel: given.facts.channelId, secret });
      const account = { accountId: found.account, displayName: found.name, surface: 'main', facts: {} };
      const links = [`${platform}/account/${found.account}`];
      return { accounts: [{ ...account, tokens: given.tokens, links, ownUserIds: [] }], grantedScopes: [] };
    },
    subscribe: async (calls, account) => {
      await ask(calls, 'subscribe', { ...whose(account), webhook: account.webhookUrl });
      return { webhook: 'on', problem: null, facts: { subscribed: 'yes' } };
    },
    renew: (calls, account) => renew(ask, calls, account),
    check: async (calls, account) => {
      const { on, suspended } = await ask(calls, 'check', whose(account));
      return { webhook: on ? 'on' : 'off', problem: suspended ? 'account_suspended' : null };
    },
    release: async (calls, account, shared) => {
      const grant = account.facts.grant;
      const revoke = grant !== undefined && shared.isShared(grant) ? 'no' : 'yes';
      await ask(calls, 'release', { ...whose(account), revoke });
      return { byHand: null };
    },
    history: async (calls, account, { since, cursor }) => {
      const page = await ask(calls, 'history', {
        ...whose(account),
        since: since ?? undefined,
        cursor: cursor ?? undefined,
      });
      return {
        items: page.messages.map((one: FakeMessage) => messageOf(account.accountId, one)),
        next: page.next,
      };
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the platform's answers have every shape
type Asker = (calls: PlatformCalls, operation: string, fields: object) => Promise<any>;

function askerOf(platform: string): Asker {
  return async (calls, operation, fields) => {
    const idempotent = operation !== 'refresh' && operation !== 'exchange';
    const url = `${HOST}/${operation}`;
    const { status, body } = await calls.send({
      method: 'POST',
      url,
      body: JSON.stringify(fields),
      idempotent,
    });
    const answer = JSON.parse(body.toString());
    if (status === 200) return answer;
    throw new PlatformRefusal(answer.error as RefusalKind, platform, `code_${answer.error}`);
  };
}

async function renew(ask: Asker, calls: PlatformCalls, account: Account): Promise<TokenSet> {
  const { secrets } = account.tokens;
  if (account.login === 'key') {
    const secret = secrets.client_secret?.reveal();
    const { access } = await ask(calls, 'channel', { channel: account.facts.channelId, secret });
    const own = secrets.client_secret ? { client_secret: secrets.client_secret } : {};
    return {
      secrets: { ...own, access_token: new SecretText(access) },
      expiresAt: null,
      authorizedUntil: null,
    };
  }
  const app = { app: account.app?.id, appSecret: account.app?.secret.reveal() };
  return readTokens(await ask(calls, 'refresh', { refresh: secrets.refresh_token?.reveal(), ...app }));
}

/** `clientSecret` and `webhookSecret` go with `channelId` (the login `key`) or `appId` (`own`). */
function readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials {
  const { channelId, appId, clientSecret, webhookSecret } = fields;
  const id = channelId ?? appId;
  if (!id || !clientSecret || !webhookSecret)
    throw new InvalidInput('a credential is missing', [
      'credentials: channelId or appId, clientSecret, webhookSecret',
    ]);
  return {
    login: channelId ? 'key' : 'own',
    tokens: {
      secrets: { client_secret: new SecretText(clientSecret) },
      expiresAt: null,
      authorizedUntil: null,
    },
    webhookSecret: new SecretText(webhookSecret),
    facts: channelId ? { channelId } : { appId: id },
  };
}

function fieldsOf({ code, redirectUri, codeVerifier, app }: ExchangeRequest): object {
  const verifier = codeVerifier?.reveal();
  return { code: code.reveal(), redirectUri, verifier, app: app.id, appSecret: app.secret.reveal() };
}

interface RawTokens {
  readonly access: string;
  readonly refresh: string;
  readonly until: number;
}

interface RawGrant {
  readonly scopes: readonly string[];
  readonly person: string;
  readonly shared: (RawTokens & { readonly id: string }) | null;
  readonly accounts: readonly (RawTokens & { id: string; name: string; unusable?: UnusableReason })[];
}

function readGrant(platform: string, { scopes, person, shared, accounts }: RawGrant): Grant {
  const grant = `${platform}/grant/${shared?.id}`;
  return {
    grantedScopes: scopes,
    ...(shared ? { shared: { id: shared.id, tokens: readTokens(shared) } } : {}),
    accounts: accounts.map((account) => ({
      accountId: account.id,
      displayName: account.name,
      surface: 'main',
      ...(shared ? {} : { tokens: readTokens(account) }),
      facts: shared ? { person, grant } : { person },
      links: [`${platform}/person/${person}`, ...(shared ? [grant] : [])],
      ownUserIds: [],
      ...(account.unusable ? { unusable: account.unusable } : {}),
    })),
  };
}

function readTokens({ access, refresh, until }: RawTokens): TokenSet {
  return {
    secrets: { access_token: new SecretText(access), refresh_token: new SecretText(refresh) },
    expiresAt: until,
    authorizedUntil: null,
  };
}

function whose({ tokens, accountId }: Account): object {
  return { access: tokens.secrets.access_token?.reveal(), account: accountId };
}

/** The same message as a delivery would bring it. */
export function messageOf(accountId: string, { id, customer, text, at }: FakeMessage): InboundMessage {
  return {
    type: 'message',
    accountId,
    thread: { kind: 'direct', id: customer },
    customer: { key: customer, platformUserId: customer },
    platformMessageId: id,
    direction: 'inbound',
    author: { type: 'customer' },
    kind: 'text',
    text,
    attachments: [],
    data: {},
    sentAt: at,
  };
}
