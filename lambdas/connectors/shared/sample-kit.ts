import type { Millis, PlatformId, Surface } from '../../domain/platform.ts';
import type { WebhookCredential } from '../../ports/connector.ts';

/**
 * Test equipment that every connector brings in `samples/kit.ts`: it plays the platform's side. Used by tests, by the demo
 * deliveries of the local cloud and by the benchmark; no function imports it.
 */
export interface SampleKit {
  readonly platform: PlatformId;
  /** Invented credentials, one per surface, as `verify` gets them. */
  readonly credentials: Readonly<Record<Surface, WebhookCredential>>;
  /** The headers with which the platform would send these bytes. */
  sign(delivery: ToSign): Record<string, string>;
  /** A delivery in which this happens, as the platform writes it; null where the platform has no such thing. */
  compose(act: Act): Buffer | null;
  /** `apps` and `credentials` of a seed file for one connected account of that surface. */
  seed(surface: Surface, accountId: string): SeedOfAccount;
}

export interface ToSign {
  readonly surface: Surface;
  readonly body: Buffer;
  readonly credential: WebhookCredential;
  /** The platform's clock. */
  readonly at: Millis;
}

export interface SeedOfAccount {
  readonly apps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly credentials: Readonly<Record<string, string>>;
}

interface ActBase {
  readonly surface: Surface;
  readonly accountId: string;
  readonly customerId: string;
  /** The message that is sent, or the one that something happens to. */
  readonly messageId: string;
  readonly at: Millis;
}

/** Something that happens on a platform. */
export type Act =
  | (ActBase & { readonly kind: 'message'; readonly text: string })
  | (ActBase & { readonly kind: 'echo'; readonly text: string })
  | (ActBase & { readonly kind: 'edit'; readonly text: string; readonly order: number })
  | (ActBase & { readonly kind: 'unsend'; readonly sentAt: Millis })
  | (ActBase & { readonly kind: 'reaction'; readonly emoji: string | null })
  | (ActBase & { readonly kind: 'read' })
  | (ActBase & { readonly kind: 'postback'; readonly text: string });

/** One file in a connector's `samples/` folder. */
export interface Sample {
  /** What it shows. */
  readonly title: string;
  readonly surface: Surface;
  /** The body as JSON; signed as `JSON.stringify` writes it, … */
  readonly body?: unknown;
  /** … or the exact text, where the bytes matter. */
  readonly raw?: string;
  /** When it arrived; 2026-03-10T02:40:02Z unless told. */
  readonly receivedAt?: Millis;
  /** What `parse` makes of it. */
  readonly items: readonly unknown[];
}

/** Default of `Sample.receivedAt`. */
export const SAMPLE_RECEIVED_AT: Millis = 1_773_110_402_000;
