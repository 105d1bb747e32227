import type { Route } from './route.ts';

/** How a method and a path fit the routes. */
export type Match<D> =
  | { readonly kind: 'found'; readonly route: Route<D>; readonly params: Readonly<Record<string, string>> }
  /** The path exists, with other methods. */
  | { readonly kind: 'wrong_method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown' };

/** Finds the route of a request; the first that fits wins. */
export function matchRoute<D>(routes: readonly Route<D>[], method: string, path: string): Match<D> {
  const fitting = routes.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params ? [{ route, params }] : [];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found) return { kind: 'found', ...found };
  if (fitting.length === 0) return { kind: 'unknown' };
  return { kind: 'wrong_method', allowed: [...new Set(fitting.map(({ route }) => route.method))] };
}

/** Parameters are taken as they come: ids are URL-safe, so what is escaped is none. */
function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== value : value === '') return null;
    if (name !== undefined) params[name] = value;
  }
  return params;
}
