import type { SampleKit } from '../../lambdas/connectors/shared/sample-kit.ts';
import type { AcceptedDelivery } from '../../lambdas/domain/delivery.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import type { InboxStore } from '../../lambdas/ports/inbox-store.ts';
import { aConnection } from './fakes.ts';
import { deliveriesOf, history } from './histories.ts';
import type { MemoryInboxStore } from './memory-inbox-store.ts';
import { Rng } from './rng.ts';
import { noFaults, randomFaults, Simulation } from './simulation.ts';

export const ACCOUNT = '418822110';

/** One connected account of a platform's surface, as the simulations use it. */
export interface Setting {
  readonly connector: Connector;
  readonly surface: string;
  readonly kit: SampleKit;
}

export function worldOf({ connector, surface, kit }: Setting): Simulation {
  const connection = aConnection({
    platform: connector.manifest.id,
    surface,
    accountId: ACCOUNT,
    credentials: [credentialOf(kit, surface)],
  });
  return new Simulation([connector], connection);
}

/** A history in order, once, without faults: its deliveries, and the state that any other course must end in. */
export async function calm(
  setting: Setting,
  seed: number,
): Promise<{ deliveries: AcceptedDelivery[]; wanted: unknown }> {
  const acts = history(new Rng(seed), setting.kit, setting.surface, ACCOUNT, 9);
  const deliveries = deliveriesOf(setting.kit, credentialOf(setting.kit, setting.surface), acts);
  const world = worldOf(setting);
  await world.run(deliveries, 1, noFaults);
  return { deliveries, wanted: await world.state() };
}

/** The same deliveries shuffled, some twice or three times, by three workers of which some die. */
export async function storm(
  setting: Setting,
  deliveries: readonly AcceptedDelivery[],
  seed: number,
  broken?: (store: MemoryInboxStore) => InboxStore,
): Promise<Simulation> {
  const rng = new Rng(seed + 1);
  const again = (probability: number) => deliveries.filter(() => rng.chance(probability));
  const repeated = rng.shuffled([...deliveries, ...again(0.5), ...again(0.2)]);
  const world = worldOf(setting);
  await world.run(repeated, 3, randomFaults(rng, 6), broken?.(world.memory));
  return world;
}

function credentialOf(kit: SampleKit, surface: string): string {
  const credential = kit.credentials[surface];
  if (!credential) throw new Error(`the kit of ${kit.platform} has no credential for ${surface}`);
  return credential.ref;
}
