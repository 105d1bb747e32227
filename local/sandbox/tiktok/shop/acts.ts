import { type PhoneMessage, SandboxProblem, type SandboxWorld } from '../../platform-sandbox.ts';
import { customersFile, digestOf } from '../files.ts';
import { type AccountAction, jsonOf } from '../product.ts';
import { contentOf } from './files.ts';
import { say, sayDeauthorized } from './post.ts';
import { type ShopGrant, type ShopMessage, type ShopState, sellerOf } from './state.ts';

/** Something happens in or to a shop. @throws SandboxProblem */
export async function act(world: SandboxWorld, state: ShopState, action: AccountAction): Promise<unknown> {
  const { accountId: shopId } = action;
  switch (action.kind) {
    case 'message':
      return say(world, state, { kind: 'message', shopId, ...textOf(action) });
    case 'file': {
      const sent = contentOf(world, state, shopId, customersFile(action.file));
      return say(world, state, { kind: 'message', shopId, customerId: action.customerId, ...sent });
    }
    case 'app_message':
      // An agent in Seller Center; nothing in the push tells it from an answer by the API.
      return say(world, state, { kind: 'echo', shopId, ...textOf(action) });
    case 'phone':
      return messagesOf(state, action).map((message) => onPhone(state, message));
    case 'read':
      // Shop has no read receipts.
      if (messagesOf(state, action).length === 0) throw new SandboxProblem('this buyer has no conversation');
      return { delivered: false };
    case 'expire':
      grantOf(state, shopId).accessUntil = world.now() - 1;
      return {};
    case 'suspend': {
      const others = state.suspended.filter((id) => id !== shopId);
      state.suspended.splice(0, state.suspended.length, ...others, ...(action.on ? [shopId] : []));
      return {};
    }
    case 'revoke':
      grantOf(state, shopId);
      return revoke(world, state, sellerOf(state, shopId)?.openId ?? '');
  }
}

function textOf({ customerId, text }: { readonly customerId: string; readonly text: string }) {
  return { customerId, type: 'TEXT', content: JSON.stringify({ content: text }) };
}

function grantOf(state: ShopState, shopId: string): ShopGrant {
  const grant = state.grants[sellerOf(state, shopId)?.openId ?? ''];
  if (grant) return grant;
  throw new SandboxProblem('this shop has not authorised the app');
}

interface Party {
  readonly accountId: string;
  readonly customerId: string;
}

function messagesOf({ conversations }: ShopState, { accountId, customerId }: Party): readonly ShopMessage[] {
  const found = Object.values(conversations).find(
    (it) => it.shopId === accountId && it.customerId === customerId,
  );
  return found?.messages ?? [];
}

const KINDS: ReadonlyMap<string, PhoneMessage['kind']> = new Map([
  ['TEXT', 'text'],
  ['IMAGE', 'image'],
  ['VIDEO', 'video'],
]);

function onPhone(state: ShopState, { id, type, content, create_time, sender }: ShopMessage): PhoneMessage {
  const inner = jsonOf(Buffer.from(content));
  const file = state.files?.[String(inner?.url)];
  return {
    messageId: id,
    from: sender.role === 'BUYER' ? 'customer' : 'merchant',
    kind: KINDS.get(type) ?? 'other',
    text: typeof inner?.content === 'string' ? inner.content : null,
    ...(file ? { fileDigest: digestOf(file) } : {}),
    at: create_time * 1000,
  };
}

/** The seller removes the app: every shop of the consent is told, and its webhooks are gone. */
async function revoke(world: SandboxWorld, state: ShopState, openId: string): Promise<object> {
  delete state.grants[openId];
  const shops = state.sellers.find((seller) => seller.openId === openId)?.shops ?? [];
  for (const { id } of shops) {
    await sayDeauthorized(world, state, id);
    delete state.webhooks[id];
  }
  return {};
}
