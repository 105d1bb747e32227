import { connectorOf, connectors } from '../../connectors/index.ts';
import { Misconfigured } from '../../domain/errors.ts';
import type { PlatformId, Surface } from '../../domain/platform.ts';
import type { WindowRule } from '../../domain/reply-window.ts';
import type { Connector } from '../../ports/connector.ts';

/**
 * When a merchant may answer, by the platform's manifest.
 * @throws Misconfigured for a platform or surface that no connector has
 */
export function windowRuleOf(
  platform: PlatformId,
  surface: Surface,
  among: readonly Connector[] = connectors,
): WindowRule {
  const rule = connectorOf(platform, among).manifest.replyWindow[surface];
  if (!rule) throw new Misconfigured(`${platform} has no surface "${surface}"`);
  return rule;
}
