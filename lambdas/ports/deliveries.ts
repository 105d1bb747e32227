import type { AcceptedDelivery } from '../domain/delivery.ts';
import type { Millis } from '../domain/platform.ts';

/** Takes accepted deliveries and keeps them until a worker is done with them. */
export interface DeliveryQueue {
  /** Returns when the delivery is durable. @throws Unavailable when that could not be made sure */
  put(delivery: AcceptedDelivery): Promise<void>;
}

/** A delivery that was accepted and could not be turned into entries. */
export interface ParkedDelivery {
  readonly delivery: AcceptedDelivery;
  /** Stable code, such as `unreadable_delivery`. */
  readonly code: string;
  /** Plain words without personal data. */
  readonly reason: string;
  readonly parkedAt: Millis;
}

/** Keeps parked deliveries, sealed, until somebody re-drives them. */
export interface Parking {
  /** Parking the same delivery again replaces its reason. */
  park(parked: ParkedDelivery): Promise<void>;
}
