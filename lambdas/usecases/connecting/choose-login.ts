import { InvalidInput } from '../../domain/errors.ts';
import type { Feature } from '../../domain/platform.ts';
import type { LoginFacts, LoginName } from '../../ports/account-access.ts';
import type { PlatformManifest } from '../../ports/connector.ts';

/** What a request to connect says. */
export interface ConnectRequest {
  readonly features: readonly Feature[];
  readonly login?: string | undefined;
  readonly surface?: string | undefined;
  readonly credentials: Readonly<Record<string, string>>;
}

/** A way to connect. */
export interface ChosenLogin {
  readonly name: LoginName;
  readonly facts: LoginFacts;
}

/**
 * Which of the platform's logins a request means: the named one, or the only one that is left.
 * @throws InvalidInput naming the logins that there are
 */
export function chooseLogin(manifest: PlatformManifest, request: ConnectRequest): ChosenLogin {
  const { login, surface } = request;
  const all = Object.entries(manifest.logins).map(([name, facts]) => ({ name, facts }));
  const fitting = all.filter(
    ({ name, facts }) =>
      (login === undefined || name === login) && (surface === undefined || facts.surface === surface),
  );
  const [first] = fitting;
  if (!first) throw new InvalidInput(`${manifest.name} has no such login`, waysOf(manifest));
  // Several surfaces are several products; several logins of one product have a usual one, which stands first.
  if (fitting.some(({ facts }) => facts.surface !== first.facts.surface))
    throw new InvalidInput(`${manifest.name} has several products`, waysOf(manifest));
  return first;
}

function waysOf({ logins }: PlatformManifest): string[] {
  return Object.entries(logins).map(([name, { surface }]) => `allowed: login ${name}, surface ${surface}`);
}

/**
 * Exactly the scopes that the features need, each once.
 * @throws InvalidInput for a feature that the login does not have
 */
export function scopesFor({ name, facts }: ChosenLogin, features: readonly Feature[]): string[] {
  const scopes = new Set<string>();
  for (const feature of features) {
    const needed = facts.scopes[feature];
    if (!needed)
      throw new InvalidInput(`the login ${name} does not have the feature ${feature}`, [
        `features: any of ${Object.keys(facts.scopes).join(', ')}`,
      ]);
    for (const scope of needed) scopes.add(scope);
  }
  return [...scopes];
}

/** What was asked for and not granted. Platforms without scopes name none. */
export function missingScopes(asked: readonly string[], granted: readonly string[]): string[] {
  return granted.length === 0 ? [] : asked.filter((scope) => !granted.includes(scope));
}
