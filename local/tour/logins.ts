import { connectors } from '../../lambdas/connectors/index.ts';
import { Problem } from '../cloud/problem.ts';

/** One way to connect an account of a platform. */
export interface TourLogin {
  /** `{platform}/{login}`. */
  readonly key: string;
  /** For people. */
  readonly title: string;
  readonly platform: string;
  readonly login: string;
  readonly consent: boolean;
  readonly credentials: boolean;
  /** What a request names to choose this one among the platform's logins. */
  readonly choice: { readonly surface?: string; readonly login?: string };
  /** How long after connecting earlier messages can be read; null = never. Milliseconds. */
  readonly historyAfterMs: number | null;
}

/** All ways of all platforms. */
export const tourLogins: readonly TourLogin[] = connectors.flatMap(({ manifest }) => {
  const logins = Object.entries(manifest.logins);
  return logins.map(([login, facts]) => ({
    key: `${manifest.id}/${login}`,
    title: logins.length === 1 ? manifest.name : `${manifest.name} (${login})`,
    platform: manifest.id,
    login,
    consent: facts.consent,
    credentials: facts.credentials,
    choice: choiceOf({ surface: facts.surface, login }, manifest.surfaces.length, logins.length),
    historyAfterMs: facts.historyAfterMs ?? null,
  }));
});

function choiceOf(
  { surface, login }: { readonly surface: string; readonly login: string },
  surfaces: number,
  logins: number,
): TourLogin['choice'] {
  if (surfaces > 1) return { surface };
  return logins > 1 ? { login } : {};
}

/** Those of the named platforms (`line`) or with these keys (`line/module`); all when nothing is named. @throws Problem for an unknown name */
export function chosenLogins(names: readonly string[]): readonly TourLogin[] {
  if (names.length === 0) return tourLogins;
  return names.flatMap((name) => {
    const found = tourLogins.filter(({ key, platform }) => key === name || platform === name);
    if (found.length > 0) return found;
    throw new Problem(
      `Nothing to connect is called "${name}"; known: ${tourLogins.map((l) => l.key).join(', ')}.`,
    );
  });
}
