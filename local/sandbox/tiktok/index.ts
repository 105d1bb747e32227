import {
  type PlatformSandbox,
  type SandboxAction,
  type SandboxFactory,
  SandboxProblem,
} from '../platform-sandbox.ts';
import { businessSandbox } from './business/index.ts';
import type { Product } from './product.ts';
import { shopSandbox } from './shop/index.ts';

/** TikTok, played: Shop and Business, which have different hosts, signatures, tokens and errors. */
export const tiktokSandbox: SandboxFactory = (world): PlatformSandbox => {
  const products: readonly Product[] = [shopSandbox(world), businessSandbox(world)];
  const owner = (accountId: string): Product => {
    const found = products.find((product) => product.has(accountId));
    if (found) return found;
    throw new SandboxProblem('tiktok has no such shop or account');
  };
  return {
    name: 'tiktok',
    hosts: products.flatMap(({ hosts }) => hosts),
    handle: (request) => {
      const product = products.find(({ hosts }) => hosts.includes(request.host));
      return product ? product.handle(request) : { status: 404 };
    },
    act: async (action: SandboxAction) =>
      action.kind === 'accounts'
        ? products.flatMap((product) => product.accounts())
        : owner(action.accountId).act(action),
  };
};
