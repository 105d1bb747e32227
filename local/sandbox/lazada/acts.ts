import { type SandboxAccount, type SandboxAction, SandboxProblem } from '../platform-sandbox.ts';
import { OWNERS, type Shop } from './accounts.ts';
import { sendFile } from './buyer-files.ts';
import { phoneOf, sessionWith } from './phone.ts';
import { type Lazada, own, type Session } from './platform.ts';
import { composeMessage, keep, pushMessage, pushSellerStatus, pushSessionUpdate } from './pushes.ts';
import { isSilent, safetyCheck } from './sending.ts';

/** What happens at Lazada without a call of ours. @throws SandboxProblem */
export async function act(lazada: Lazada, action: SandboxAction): Promise<unknown> {
  if (action.kind === 'accounts') return accounts(lazada);
  const { sellerId } = shopOf(lazada, action.accountId);
  switch (action.kind) {
    case 'message':
      return buyerWrites(lazada, sellerId, action.customerId, action.text);
    case 'file':
      return sendFile(lazada, sellerId, action);
    case 'app_message':
      return sellerWrites(lazada, sellerId, action.customerId, action.text);
    case 'read':
      return buyerReads(lazada, sellerId, action.customerId);
    case 'phone':
      return phoneOf(lazada, sellerId, action.customerId);
    case 'revoke':
      return revoke(lazada, sellerId);
    case 'expire':
      return expire(lazada, sellerId);
    case 'suspend':
      shopOf(lazada, sellerId).status = action.on ? 'INACTIVE' : 'ACTIVE';
      return { delivered: await pushSellerStatus(lazada, sellerId, action.on ? 'close' : 'normal') };
  }
}

/** A shop that there is. @throws SandboxProblem */
export function shopOf({ memory }: Lazada, accountId: string): Shop {
  const shop = own(memory.shops, accountId);
  if (shop) return shop;
  throw new SandboxProblem(`no shop ${accountId}; known: ${Object.keys(memory.shops).join(', ')}`);
}

function accounts({ memory }: Lazada): SandboxAccount[] {
  return OWNERS.flatMap(({ person, shops }) =>
    shops.map((accountId) => ({
      platform: 'lazada',
      login: 'seller',
      accountId,
      displayName: memory.shops[accountId]?.name ?? accountId,
      person,
    })),
  );
}

async function buyerWrites(lazada: Lazada, sellerId: string, buyerId: string, text: string) {
  const message = composeMessage(lazada, 'message', { sellerId, buyerId }, text);
  keep(lazada, message, sellerId, buyerId);
  const delivered = await pushMessage(lazada, sellerId, message);
  return { messageId: message.message_id, delivered };
}

/** In Seller Center, where the rules are the same. Its messages come back like ours, and nothing tells the two apart. */
async function sellerWrites(lazada: Lazada, sellerId: string, buyerId: string, text: string) {
  if (isSilent(spokenTo(lazada, sellerId, buyerId), lazada.world.now()))
    throw new SandboxProblem('a day after the last word of the buyer, five messages are all');
  const composed = composeMessage(lazada, 'echo', { sellerId, buyerId }, text);
  const message = { ...composed, ...safetyCheck(text) };
  keep(lazada, message, sellerId, buyerId);
  const delivered = await pushMessage(lazada, sellerId, message);
  return { messageId: message.message_id, delivered };
}

async function buyerReads(lazada: Lazada, sellerId: string, buyerId: string) {
  const session = spokenTo(lazada, sellerId, buyerId);
  session.toPosition = lazada.world.now();
  return { delivered: await pushSessionUpdate(lazada, session) };
}

function spokenTo(lazada: Lazada, sellerId: string, buyerId: string): Session {
  const session = sessionWith(lazada, sellerId, buyerId);
  if (session) return session;
  throw new SandboxProblem(`the buyer ${buyerId} has not written yet, and Lazada lets no shop begin`);
}

/** Lazada tells nobody. */
function revoke({ memory }: Lazada, sellerId: string): object {
  const grants = Object.values(memory.grants).filter(({ shops }) => shops.includes(sellerId));
  for (const grant of grants) grant.revoked = true;
  return { revoked: grants.length };
}

function expire({ world, memory }: Lazada, sellerId: string): object {
  const tokens = Object.values(memory.accessTokens).filter(({ grant }) =>
    memory.grants[grant]?.shops.includes(sellerId),
  );
  for (const token of tokens) token.expiresAt = world.now();
  return { expired: tokens.length };
}
