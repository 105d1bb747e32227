import type * as z from 'zod/mini';
import { connectors } from '../../connectors/index.ts';
import type { Connection } from '../../ports/connections.ts';
import type { Connector, OutboundLimits } from '../../ports/connector.ts';
import type { connection } from './schemas.ts';

type Limits = NonNullable<z.input<typeof connection>['limits']>;

const KINDS = ['image', 'video', 'audio', 'file'] as const;

/**
 * What may be sent on a connection, by the platform's manifest, so that an agent is told before sending. Nothing where the platform can only be
 * read. How a platform is called is none of an agent's business: field by field.
 */
export function sendLimitsOf(
  { platform, surface }: Pick<Connection, 'platform' | 'surface'>,
  among: readonly Connector[] = connectors,
): { readonly limits?: Limits } {
  const connector = among.find(({ manifest }) => manifest.id === platform);
  const outbound = connector?.manifest.outbound[surface];
  if (!outbound || !connector?.messaging) return {};
  return { limits: { text: { ...outbound.text }, ...filesOf(outbound) } };
}

function filesOf(outbound: OutboundLimits): Omit<Limits, 'text'> {
  const found = KINDS.flatMap((kind) => {
    const rule = outbound[kind];
    return rule ? [[kind, { mimeTypes: [...rule.mimeTypes], maxBytes: rule.maxBytes }]] : [];
  });
  return Object.fromEntries(found);
}
