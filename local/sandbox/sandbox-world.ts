import { createHash } from 'node:crypto';
import type { SandboxWorld } from './platform-sandbox.ts';
import type { SandboxMemory } from './sandbox-memory.ts';

export interface WorldOptions {
  readonly apps: SandboxWorld['apps'];
  readonly publicBaseUrl: string;
  readonly now: () => number;
  readonly memory: SandboxMemory;
  readonly seed: string;
}

/** Status 0: nobody answers. */
async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): Promise<{ status: number; body: string }> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: '' };
  }
}

/**
 * What the platforms are given. Ids and tokens are digests of a counter, which is part of the memory: they never repeat, and a test gets the
 * same ones every time.
 */
export function sandboxWorld({ apps, publicBaseUrl, now, memory, seed }: WorldOptions): SandboxWorld {
  const counter = memory.at('ids', () => ({ issued: 0 }));
  const digest = () =>
    createHash('sha256')
      .update(`${seed}/${++counter.issued}`)
      .digest();
  return {
    now,
    apps,
    publicBaseUrl,
    newToken: (prefix) => `${prefix}${digest().toString('base64url').slice(0, 40)}`,
    newDigits: (digits) => `1${(digest().readBigUInt64BE() + 10n ** 19n).toString()}`.slice(0, digits),
    memory: (name, initial) => memory.at(name, initial),
    deliver: async (url, headers, body) => (await post(url, headers, body)).status,
    ask: post,
  };
}
