import type { Authorization } from '../../lambdas/ports/authorizations.ts';
import type { Binding, Connection } from '../../lambdas/ports/connections.ts';
import type { SealedTokens } from '../../lambdas/ports/vaults.ts';

/** Tokens as if they were sealed. */
export function someTokens(word = 'sample'): SealedTokens {
  return { secrets: { access_token: bytes(`sealed ${word}`) }, expiresAt: null, authorizedUntil: null };
}

/** A connection about to be made, with tokens of its own; override what matters. */
export function aBinding(connection: Connection, overrides: Partial<Binding> = {}): Binding {
  return {
    connection,
    facts: bytes('sealed facts'),
    tokens: someTokens(),
    pendingId: null,
    checkAt: connection.connectedAt + 60_000,
    renewAt: null,
    ...overrides,
  };
}

/** An authorization; override what matters. */
export function anAuthorization(overrides: Partial<Authorization> = {}): Authorization {
  return {
    workspaceId: 'ws_1',
    id: 'a_1',
    platform: 'line',
    login: 'channel',
    tokens: someTokens(),
    renewedAt: 1_790_000_000_000,
    lease: null,
    interrupted: 0,
    failures: 0,
    rev: 1,
    ...overrides,
  };
}

/** Bytes as the database gives them back. */
export function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text));
}

/** All that stands in a table, binary values as the characters that they are. */
export function contents(rows: ReadonlyMap<string, unknown>): string {
  return JSON.stringify([...rows].sort(), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}
