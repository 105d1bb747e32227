import { Misconfigured } from '../domain/errors.ts';
import type { Connector } from '../ports/connector.ts';
import * as registry from './registry.ts';

/** All connectors, in the order of their ids. */
export const connectors: readonly Connector[] = Object.values(registry).sort((a, b) =>
  a.manifest.id < b.manifest.id ? -1 : 1,
);

/**
 * The connector of a platform.
 * @throws Misconfigured for a platform that the registry does not know
 */
export function connectorOf(platform: string, among: readonly Connector[] = connectors): Connector {
  const found = among.find((connector) => connector.manifest.id === platform);
  if (!found) {
    const known = among.map((connector) => connector.manifest.id).join(', ');
    throw new Misconfigured(`unknown platform "${platform}"; known: ${known}`);
  }
  return found;
}
