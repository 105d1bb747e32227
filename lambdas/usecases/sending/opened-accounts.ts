import type { Millis } from '../../domain/platform.ts';
import { RefreshingCache } from '../../domain/refreshing-cache.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection } from '../../ports/connections.ts';
import type { ConnectingDeps } from '../connecting/connecting-deps.ts';
import { type OpenAccount, openAccount } from '../connecting/open-account.ts';

/** Tokens stay in memory for at most this long, whatever happens to their source. */
const KEPT_MS: Millis = 5 * 60_000;

const SENDER = { kind: 'function', name: 'message-sender' } as const;

/**
 * Accounts that are open for sending: opening one takes calls of KMS and an audit event, and for LINE a call of the platform, which each
 * message need not pay for.
 */
export class OpenedAccounts {
  readonly #clock: Clock;
  readonly #cache: RefreshingCache<OpenAccount | null>;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#cache = new RefreshingCache<OpenAccount | null>(
      () => clock.now(),
      (opened) => (opened ? { freshMs: KEPT_MS, keepMs: KEPT_MS } : { freshMs: 0, keepMs: 0 }),
      1_000,
    );
  }

  /** Null: the connection has no tokens (any more). */
  async open(deps: ConnectingDeps, connection: Connection): Promise<OpenAccount | null> {
    const opened = await this.#cache.get(nameOf(connection), () =>
      openAccount(deps, connection, { actor: SENDER, reason: 'send' }),
    );
    return opened && { ...opened, account: { ...opened.account, now: this.#clock.now() } };
  }

  /** The platform does not take the tokens: the next one opens them anew. */
  forget(connection: Connection): void {
    this.#cache.forget(nameOf(connection));
  }
}

/** An account that is connected anew is another one. */
function nameOf({ workspaceId, id, connectedAt }: Connection): string {
  return `${workspaceId}/${id}/${connectedAt}`;
}
