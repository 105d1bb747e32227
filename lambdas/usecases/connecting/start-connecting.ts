import { digestOf } from '../../domain/digest.ts';
import { InvalidInput } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import type { TokenSet } from '../../domain/token-set.ts';
import type { AccountAccess, GivenCredentials } from '../../ports/account-access.ts';
import type { Connection, PendingSecrets } from '../../ports/connections.ts';
import type { Connector } from '../../ports/connector.ts';
import { appOf } from './app-of.ts';
import { type ChosenLogin, type ConnectRequest, chooseLogin, scopesFor } from './choose-login.ts';
import { connectGiven } from './connect-given.ts';
import { connectorOf, newConnectionId, PENDING_LIFE_MS, type StartDeps } from './connecting-deps.ts';
import { codeChallengeOf, codeVerifierOf, cookieName, newSecret, redirectUriOf } from './consent-secrets.ts';

/** S06: the platform has to send the browser back within this time. */
export const CONSENT_LIFE_MS: Millis = 10 * 60_000;
/** What became of a request to connect. */
export type Started =
  | { readonly kind: 'connected'; readonly connection: Connection }
  | {
      readonly kind: 'consent';
      readonly connectionId: string;
      readonly authorizeUrl: string;
      /** For a cookie of the browser that asked; without it the consent cannot be finished. */
      readonly cookie: { readonly name: string; readonly value: string };
    };

/**
 * Begins to connect an account. By credentials it is connected at the end; otherwise the merchant has to consent at the platform.
 * @throws InvalidInput for a login, feature or credential that is not allowed or missing
 * @throws AccountTaken; @throws AppMissing; @throws PlatformRefusal for credentials that the platform does not take
 */
export async function startConnecting(
  deps: StartDeps,
  session: Session,
  platform: string,
  request: ConnectRequest,
): Promise<Started> {
  const connector = connectorOf(deps, platform);
  const login = chooseLogin(connector.manifest, request);
  const scopes = scopesFor(login, request.features);
  const access = await connector.access();
  const given = readGiven(connector, login, access, request.credentials);
  const complete =
    given !== null && (!login.facts.consent || given.tokens.secrets.access_token !== undefined);
  if (complete) {
    const connection = await connectGiven(deps, session, {
      connector,
      login,
      given,
      features: request.features,
    });
    return { kind: 'connected', connection };
  }
  return askForConsent(deps, session, { connector, login, access, given, scopes, request });
}

function readGiven(
  { manifest }: Connector,
  { name, facts }: ChosenLogin,
  access: AccountAccess,
  credentials: Readonly<Record<string, string>>,
): GivenCredentials | null {
  if (facts.credentials) {
    const given = access.readCredentials(credentials);
    if (given.login !== name) throw new InvalidInput(`these are credentials of the login ${given.login}`);
    return given;
  }
  const typed = Object.keys(credentials);
  if (typed.length === 0) return null;
  throw new InvalidInput(`${manifest.name} is connected on its own consent page`, [
    `credentials: leave out ${typed.join(', ')}`,
  ]);
}

interface Asking {
  readonly connector: Connector;
  readonly login: ChosenLogin;
  readonly access: AccountAccess;
  readonly given: GivenCredentials | null;
  readonly scopes: readonly string[];
  readonly request: ConnectRequest;
}

async function askForConsent(deps: StartDeps, session: Session, asking: Asking): Promise<Started> {
  const { connector, login, access, given, scopes } = asking;
  const app = await appOf(deps, login.facts, given);
  if (!access.authorizeUrl || !app)
    throw new InvalidInput(`${connector.manifest.name} needs credentials for the login ${login.name}`);
  const connectionId = await addPending(deps, session, asking);
  const state = newSecret(deps);
  const cookie = { name: cookieName(state), value: newSecret(deps) };
  await deps.consents.addAttempt({
    stateDigest: digestOf(state),
    cookieDigest: digestOf(cookie.value),
    workspaceId: session.workspaceId,
    userId: session.userId,
    platform: connector.manifest.id,
    login: login.name,
    connectionId,
    features: asking.request.features,
    scopes,
    expiresAt: deps.clock.now() + CONSENT_LIFE_MS,
  });
  const authorizeUrl = access.authorizeUrl({
    login: login.name,
    app,
    redirectUri: redirectUriOf(deps, connector.manifest.id),
    state,
    scopes,
    ...(login.facts.pkce ? { codeChallenge: codeChallengeOf(codeVerifierOf(cookie.value, state)) } : {}),
  });
  return { kind: 'consent', connectionId, authorizeUrl, cookie };
}

async function addPending(deps: StartDeps, session: Session, asking: Asking): Promise<string> {
  const { connector, login, given, request } = asking;
  const id = newConnectionId(deps);
  const now = deps.clock.now();
  const pending: Connection = {
    workspaceId: session.workspaceId,
    id,
    platform: connector.manifest.id,
    surface: login.facts.surface,
    login: login.name,
    accountId: '',
    displayName: connector.manifest.name,
    features: request.features,
    grantedScopes: [],
    webhookUrl: '',
    credentials: [],
    ownUserIds: [],
    links: [],
    authorizationId: id,
    state: 'pending',
    connectedAt: now,
    tokenExpiresAt: null,
    health: { checkedAt: null, problem: null, failures: 0 },
    historyUntil: null,
    lapsedAt: null,
    toldOf: null,
    closing: null,
    rev: 1,
  };
  await deps.connections.addPending(pending, await sealGiven(deps, pending, given), now + PENDING_LIFE_MS);
  return id;
}

/** What was typed is needed once more when the browser comes back; until then it lies sealed like a connection's. */
async function sealGiven(
  { vault }: StartDeps,
  { workspaceId, id, platform }: Connection,
  given: GivenCredentials | null,
): Promise<PendingSecrets> {
  const owner = { workspaceId, connectionId: id, platform };
  const facts = await vault.sealFacts(owner, given?.facts ?? {});
  if (!given) return { facts };
  const tokens: TokenSet = { secrets: clientSecretOf(given.tokens), expiresAt: null, authorizedUntil: null };
  const { client_secret: clientSecret } = (await vault.sealTokens(owner, tokens)).secrets;
  const webhook = given.webhookSecret && { ref: 'pending', secret: given.webhookSecret, facts: {} };
  return {
    facts,
    ...(clientSecret ? { clientSecret } : {}),
    ...(webhook ? { webhookSecret: (await vault.sealWebhook(owner, webhook)).sealed } : {}),
  };
}

function clientSecretOf({ secrets }: TokenSet): TokenSet['secrets'] {
  return secrets.client_secret ? { client_secret: secrets.client_secret } : {};
}
