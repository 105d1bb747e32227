import { connectors } from '../../connectors/index.ts';
import type { RetentionDemands } from '../../ports/retention.ts';

/** What the platforms' manifests demand. A platform that the registry has left demands nothing any more. */
export const retentionDemands: RetentionDemands = {
  platforms: connectors.map(({ manifest }) => manifest.id),
  of: (platform) => connectors.find(({ manifest }) => manifest.id === platform)?.manifest.retention,
};
