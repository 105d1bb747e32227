import type { AcceptedDelivery, Outcome } from '../domain/delivery.ts';
import { UnreadableDelivery } from '../domain/errors.ts';
import type { InboundItem } from '../domain/inbound.ts';
import type { Connection } from '../ports/connections.ts';
import type { Connector } from '../ports/connector.ts';
import type { Parking } from '../ports/deliveries.ts';
import type { Meter } from '../ports/meter.ts';
import { ERASED_RULE } from './admit.ts';
import { type AccountItem, type ApplyDeps, applyItem } from './apply-item.ts';

export interface ReceiveDeps extends ApplyDeps {
  readonly connectors: readonly Connector[];
  readonly parking: Parking;
  readonly meter: Meter;
}

/**
 * Turns an accepted delivery into entries. Every item ends as visible, ignored by a named rule, or parked with the delivery; the
 * delivery counts as the strongest of these.
 * @throws whatever a store raises: the delivery then comes back and is done again, which changes nothing that was done
 */
export async function receiveDelivery(deps: ReceiveDeps, delivery: AcceptedDelivery): Promise<Outcome> {
  const items = readItems(deps, delivery);
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await takeItem(deps, delivery, item));
  const outcome = strongest(outcomes);
  if (outcome === 'parked') await park(deps, delivery, items);
  deps.meter.count(METRIC[outcome], { Platform: delivery.platform }, { deliveryId: delivery.id });
  return outcome;
}

const METRIC = { visible: 'DeliveryVisible', ignored: 'DeliveryIgnored', parked: 'DeliveryParked' } as const;

/** A delivery with nothing in it (LINE's verification) is ignored by the rule `empty`. */
function strongest(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('parked')) return 'parked';
  return outcomes.includes('visible') ? 'visible' : 'ignored';
}

function readItems(deps: ReceiveDeps, delivery: AcceptedDelivery): readonly InboundItem[] {
  const connector = deps.connectors.find(({ manifest }) => manifest.id === delivery.platform);
  if (!connector)
    return [{ type: 'unreadable', reason: `no connector for the platform ${delivery.platform}` }];
  try {
    return connector.parse(delivery);
  } catch (error) {
    const reason = error instanceof UnreadableDelivery ? error.message : 'the parser failed';
    return [{ type: 'unreadable', reason }];
  }
}

async function takeItem(deps: ReceiveDeps, delivery: AcceptedDelivery, item: InboundItem): Promise<Outcome> {
  if (item.type === 'unreadable') {
    deps.meter.count('ItemUnreadable', { Platform: delivery.platform });
    return 'parked';
  }
  if (item.type === 'ignored') return ignored(deps, delivery, item.rule);
  const { connection, refusal } = await ownerOf(deps, delivery, item.accountId);
  if (refusal !== null || connection === null)
    return ignored(deps, delivery, `${delivery.platform}.${refusal}`);
  const applied = await applyItem(deps, connection, item satisfies AccountItem, delivery.receivedAt);
  return applied === 'erased' ? ignored(deps, delivery, ERASED_RULE) : 'visible';
}

/** What is refused by what is known is looked up anew: the account may have been connected, or connected differently, this very moment. */
async function ownerOf({ connections }: ReceiveDeps, delivery: AcceptedDelivery, accountId: string) {
  const known = await connections.byAccount(delivery.platform, accountId);
  if (refusalOf(known, delivery) === null) return { connection: known, refusal: null };
  const connection = await connections.byAccount(delivery.platform, accountId, { fresh: true });
  return { connection, refusal: refusalOf(connection, delivery) };
}

/** S02: a signature speaks only for accounts that stand under the credential which made it. */
function refusalOf(connection: Connection | null, delivery: AcceptedDelivery): string | null {
  if (connection === null) return 'unknown_account';
  if (!connection.credentials.includes(delivery.credential)) return 'foreign_credential';
  return connection.state === 'disconnected' ? 'disconnected_account' : null;
}

function ignored(deps: ReceiveDeps, delivery: AcceptedDelivery, rule: string): Outcome {
  deps.meter.count('ItemIgnored', { Rule: rule }, { deliveryId: delivery.id });
  return 'ignored';
}

async function park(
  deps: ReceiveDeps,
  delivery: AcceptedDelivery,
  items: readonly InboundItem[],
): Promise<void> {
  const reasons = items.flatMap((item) => (item.type === 'unreadable' ? [item.reason] : []));
  await deps.parking.park({
    delivery,
    code: 'unreadable_delivery',
    reason: [...new Set(reasons)].join('; ').slice(0, 1_000),
    parkedAt: deps.clock.now(),
  });
}
