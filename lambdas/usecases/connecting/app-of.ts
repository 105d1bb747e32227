import { AppMissing, Misconfigured } from '../../domain/errors.ts';
import type { TokenSet } from '../../domain/token-set.ts';
import type { LoginFacts, LoginName, PlatformApp } from '../../ports/account-access.ts';
import type { PlatformManifest } from '../../ports/connector.ts';
import type { ConnectingDeps } from './connecting-deps.ts';

/** The facts of a login. @throws Misconfigured when the manifest does not name it (any more) */
export function loginOf(manifest: PlatformManifest, login: LoginName): LoginFacts {
  const found = manifest.logins[login];
  if (found) return found;
  throw new Misconfigured(`the connector ${manifest.id} has no login ${login}`);
}

/**
 * The application that speaks for an account: the operator's with its newest secret, or the merchant's own. Null for logins that need none.
 * @throws AppMissing
 */
export async function appOf(
  deps: Pick<ConnectingDeps, 'connectors' | 'credentials'>,
  login: LoginFacts,
  own: { readonly tokens: TokenSet; readonly facts: Readonly<Record<string, string>> } | null,
): Promise<PlatformApp | null> {
  return login.app === null ? ownApp(login, own) : operatorApp(deps, login.app);
}

/** An application may serve several connectors: Instagram by a Page uses Meta's. */
async function operatorApp(
  { connectors, credentials }: Pick<ConnectingDeps, 'connectors' | 'credentials'>,
  name: string,
): Promise<PlatformApp> {
  const definition = connectors.flatMap(({ manifest }) => manifest.apps).find((app) => app.name === name);
  if (!definition) throw new Misconfigured(`no manifest defines the application ${name}`);
  const [newest] = (await credentials.candidates(definition.credential)).filter(
    ({ ref }) => ref === definition.credential,
  );
  const id = newest?.facts[definition.idField];
  if (!newest || !id) throw new AppMissing(name);
  return { id, secret: newest.secret, facts: newest.facts };
}

function ownApp(
  { ownAppId }: LoginFacts,
  own: { readonly tokens: TokenSet; readonly facts: Readonly<Record<string, string>> } | null,
): PlatformApp | null {
  const secret = own?.tokens.secrets.client_secret;
  const id = ownAppId === undefined ? undefined : own?.facts[ownAppId];
  return secret && id && own ? { id, secret, facts: own.facts } : null;
}
