import { Problem } from '../cloud/problem.ts';
import type { PhoneMessage, SandboxAccount, SandboxAction } from '../sandbox/platform-sandbox.ts';

/** An account at the sandbox, and the sandbox that has it. */
export interface PlayedAccount extends SandboxAccount {
  /** Name for control calls: one sandbox may play several platforms. */
  readonly sandbox: string;
}

/** Makes things happen at the platforms that the sandbox plays. */
export class SandboxControl {
  readonly #base: string;

  /** @throws Problem when the local cloud runs with another fake platform server */
  constructor(sandboxUrl: string | null) {
    if (sandboxUrl === null)
      throw new Problem('This local cloud runs without the platform sandbox (KAOJAI_EGRESS_BASE is set).');
    this.#base = `${sandboxUrl}/_control`;
  }

  /** All accounts that merchants could connect. */
  async accounts(): Promise<PlayedAccount[]> {
    const { platforms } = await this.#ask<{ platforms: string[] }>('');
    const found: PlayedAccount[] = [];
    for (const sandbox of platforms) {
      const accounts = (await this.act(sandbox, { kind: 'accounts' })) as SandboxAccount[];
      found.push(...accounts.map((account) => ({ ...account, sandbox })));
    }
    return found;
  }

  /** A customer writes to the account. Answers whether the platform delivered it to KaoJai. */
  async customerWrites(account: PlayedAccount, customerId: string, text: string): Promise<boolean> {
    const { accountId, sandbox } = account;
    const answer = await this.act(sandbox, { kind: 'message', accountId, customerId, text });
    return Boolean((answer as { delivered: unknown }).delivered);
  }

  /** What the customer's phone shows, oldest first. */
  async phone({ accountId, sandbox }: PlayedAccount, customerId: string): Promise<readonly PhoneMessage[]> {
    return (await this.act(sandbox, { kind: 'phone', accountId, customerId })) as PhoneMessage[];
  }

  /** Sets the platforms' clocks ahead of this machine's. */
  async setAhead(aheadMs: number): Promise<void> {
    await this.#ask('/clock', { aheadMs });
  }

  /** @throws Problem with what the sandbox says when it cannot */
  async act(sandbox: string, action: SandboxAction): Promise<unknown> {
    return (await this.#ask<{ result: unknown }>(`/${sandbox}`, action)).result;
  }

  async #ask<T>(path: string, body?: object): Promise<T> {
    const method = body ? 'POST' : 'GET';
    const response = await fetch(`${this.#base}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Problem(`The sandbox answered ${response.status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
