import type { SandboxAccount, SandboxAction, SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';

/** Something that happens to one account. */
export type AccountAction = Exclude<SandboxAction, { readonly kind: 'accounts' }>;

/** One of TikTok's two messaging products. */
export interface Product {
  readonly hosts: readonly string[];
  /** Those that a merchant could connect. */
  accounts(): SandboxAccount[];
  has(accountId: string): boolean;
  handle(request: SandboxRequest): SandboxAnswer | Promise<SandboxAnswer>;
  act(action: AccountAction): Promise<unknown>;
}

/** A refusal on its way to the answer: the platform's code and English words, and the status they come with. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The body as a JSON object; undefined for anything else. */
export function jsonOf(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Where KaoJai's consent pages come back to, as registered in both apps. */
export function callbackOf(publicBaseUrl: string): string {
  return `${publicBaseUrl}/oauth/tiktok/callback`;
}

/** The scopes that the person left ticked; a form without any tick boxes grants all. */
export function tickedScopes(form: URLSearchParams, asked: readonly string[]): string[] {
  const ticked = form.getAll('scope');
  return ticked.length === 0 ? [...asked] : asked.filter((scope) => ticked.includes(scope));
}
