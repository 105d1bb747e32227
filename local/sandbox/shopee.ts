import {
  type SandboxAccount,
  type SandboxAction,
  type SandboxFactory,
  SandboxProblem,
  type SandboxWorld,
} from './platform-sandbox.ts';
import { buyerReads, buyerSends, buyerWrites, phone, sellerWrites } from './shopee/acts.ts';
import { apiOf } from './shopee/api.ts';
import { IMAGE_HOST, serveFile, VIDEO_HOST } from './shopee/files.ts';
import { pagesOf } from './shopee/pages.ts';
import { cancelAuthorisation } from './shopee/pushes.ts';
import { DEMO_SHOP, IN_HOUSE, type Memory, openMemory, type Shop } from './shopee/world.ts';

const API = 'partner.shopeemobile.com';
const PAGES = 'open.shopee.com';

/** Plays Shopee's Open Platform v2, with chat. */
export const shopeeSandbox: SandboxFactory = (world) => {
  const memory = openMemory(world);
  const [api, pages] = [apiOf(world, memory), pagesOf(world, memory)];
  return {
    name: 'shopee',
    hosts: [API, PAGES, IMAGE_HOST, VIDEO_HOST],
    handle: (request) => {
      if (request.host === PAGES) return pages(request);
      return request.host === API ? api(request) : serveFile(memory, request);
    },
    act: (action) => act(world, memory, action),
  };
};

async function act(world: SandboxWorld, memory: Memory, action: SandboxAction): Promise<unknown> {
  if (action.kind === 'accounts') return accounts(memory);
  const shop = find(memory, action.accountId);
  const { shopId } = shop;
  switch (action.kind) {
    case 'message':
      return buyerWrites(world, memory, action);
    case 'file':
      return buyerSends(world, memory, action);
    case 'app_message':
      return sellerWrites(world, memory, action);
    case 'read':
      return buyerReads(memory, action);
    case 'phone':
      return phone(memory, action);
    case 'revoke':
      for (const { partnerId } of memory.authorisations.filter((one) => one.shopId === shopId))
        await cancelAuthorisation(world, memory, partnerId, shopId);
      return null;
    case 'expire':
      for (const token of memory.accessTokens.filter((one) => one.shopId === shopId))
        token.expiresAt = world.now();
      return null;
    case 'suspend':
      shop.status = action.on ? 'BANNED' : 'NORMAL';
      return null;
    default:
      throw new SandboxProblem(`Shopee cannot do "${(action as SandboxAction).kind}"`);
  }
}

function find({ shops }: Memory, accountId: string): Shop {
  const shop = shops.find(({ shopId }) => shopId === accountId);
  if (shop) return shop;
  throw new SandboxProblem(`no shop "${accountId}"; known: ${shops.map(({ shopId }) => shopId).join(', ')}`);
}

/** The demo seed's shop brings its own app, all others the invented one. */
function accounts({ apps, shops, logins }: Memory): SandboxAccount[] {
  return shops.flatMap(({ shopId, name }) => {
    const login = logins.find(({ kind, shops: own }) => kind !== 'sub' && own.includes(shopId));
    const app = apps.find(({ partnerId }) => (partnerId === IN_HOUSE) === (shopId !== DEMO_SHOP));
    if (!login || !app) return [];
    const { partnerId, partnerKey, pushKey } = app;
    const credentials = { partnerId, partnerKey, pushKey };
    const account = { platform: 'shopee', login: 'in_house', accountId: shopId, displayName: name };
    return [{ ...account, person: login.name, credentials }];
  });
}
