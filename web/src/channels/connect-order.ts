import type { Schema } from '../api/client.ts';
import { type Feature, type Field, featuresOf, PLATFORMS, type Platform, type Way, waysOf } from './ways.ts';

/** What `POST /v1/connections` takes. */
export interface ConnectOrder {
  readonly platform: Platform;
  readonly login: string;
  readonly surface: string;
  readonly features: Feature[];
  readonly credentials?: Record<string, string>;
}

/** What to ask the API for. Fields that are left empty are left out: they are optional, or the form does not let go. */
export function orderOf(
  way: Way,
  features: readonly Feature[],
  typed: Readonly<Partial<Record<Field, string>>>,
): ConnectOrder {
  const { platform, login, surface, fields } = way;
  const given = fields.flatMap(({ name }) => {
    const value = typed[name]?.trim();
    return value ? [[name, value] as const] : [];
  });
  return {
    platform,
    login,
    surface,
    features: featuresOf(way).filter((feature) => features.includes(feature)),
    ...(given.length > 0 && { credentials: Object.fromEntries(given) }),
  };
}

/** The way that a connection most likely came by: of its product, and with the most of its permissions. */
export function wayOf({
  platform,
  grantedScopes,
  webhookUrl,
}: Pick<Schema<'Connection'>, 'platform' | 'grantedScopes' | 'webhookUrl'>): Way | undefined {
  const fit = ({ surface, scopes }: Way) =>
    Object.values(scopes)
      .flat()
      .filter((scope) => grantedScopes.includes(scope)).length +
    (webhookUrl.endsWith(`/${surface}`) ? 100 : 0);
  return [...waysOf(platform)].sort((one, other) => fit(other) - fit(one))[0];
}

/** The address of the form, filled in for connecting the same account again. */
export function reconnectPath(connection: Schema<'Connection'>): string {
  const query = new URLSearchParams({
    platform: connection.platform,
    login: wayOf(connection)?.login ?? '',
    features: connection.features.join(','),
  });
  return `/app/channels/connect?${query}`;
}

/** What such an address says; what it says wrongly counts for nothing. */
export function startOf(search: string): { readonly way: Way | null; readonly features: readonly Feature[] } {
  const query = new URLSearchParams(search);
  const platform = PLATFORMS.find((one) => one === query.get('platform'));
  if (!platform) return { way: null, features: [] };
  const ways = waysOf(platform);
  const way = ways.find(({ login }) => login === query.get('login')) ?? ways[0] ?? null;
  const asked = query.get('features')?.split(',') ?? [];
  return { way, features: way ? featuresOf(way).filter((feature) => asked.includes(feature)) : [] };
}
