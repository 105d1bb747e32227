import type { Millis, PlatformId, Surface } from './platform.ts';

/** One webhook request as it came over the wire. */
export interface RawDelivery {
  readonly platform: PlatformId;
  readonly surface: Surface;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Exactly the bytes that were signed. */
  readonly body: Buffer;
  readonly receivedAt: Millis;
}

/** A delivery whose signature was found good, on its way through the queue. */
export interface AcceptedDelivery {
  readonly id: string;
  readonly platform: PlatformId;
  readonly surface: Surface;
  /**
   * Which credential the signature proved, such as `app/meta` or `line/{connectionId}`: the delivery may only
   * speak for connections that stand under it.
   */
  readonly credential: string;
  readonly receivedAt: Millis;
  readonly body: Buffer;
}

/** How a delivery ended. The books balance when accepted = visible + ignored + parked. */
export type Outcome = 'visible' | 'ignored' | 'parked';
