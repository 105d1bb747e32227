import { kit } from '../../../lambdas/connectors/lazada/samples/kit.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import { SandboxProblem } from '../platform-sandbox.ts';
import { appOf, type Lazada, livingGrants, type Message, own, type Session } from './platform.ts';

/** Message types of pushes. */
const IM_MESSAGE = 2;
const SELLER_STATUS = 13;
const SESSION_UPDATE = 19;

/** A buyer writes, or the shop does: composed as the platform writes it. Not kept yet. */
export function composeMessage(
  { world }: Lazada,
  kind: 'message' | 'echo',
  people: { readonly sellerId: string; readonly buyerId: string },
  text: string,
): Message {
  const body = kit.compose({
    kind,
    surface: 'main',
    accountId: people.sellerId,
    customerId: people.buyerId,
    messageId: `3a${world.newDigits(16)}`,
    at: world.now(),
    text,
  });
  if (!body) throw new SandboxProblem(`Lazada has no ${kind}`);
  return (JSON.parse(body.toString('utf8')) as { data: Message }).data;
}

/** Keeps a message; the first one of a buyer opens the session. */
export function keep({ memory }: Lazada, message: Message, sellerId: string, buyerId: string): Session {
  const id = message.session_id;
  const session = own(memory.sessions, id) ?? {
    sessionId: id,
    sellerId,
    buyerId,
    messages: [],
    selfPosition: 0,
  };
  memory.sessions[id] = session;
  session.messages.push(message);
  return session;
}

/** @returns whether it arrived */
export function pushMessage(lazada: Lazada, sellerId: string, message: Message): Promise<boolean> {
  return push(lazada, sellerId, IM_MESSAGE, message);
}

export function pushSellerStatus(
  lazada: Lazada,
  sellerId: string,
  status: 'normal' | 'close',
): Promise<boolean> {
  return push(lazada, sellerId, SELLER_STATUS, { status });
}

/** Somebody has read. */
export function pushSessionUpdate(lazada: Lazada, session: Session): Promise<boolean> {
  const { sessionId, sellerId, selfPosition, toPosition = 0 } = session;
  return push(lazada, sellerId, SESSION_UPDATE, {
    sync_type: 'SESSION_UPDATE',
    user_account_id: sellerId,
    user_account_type: 2,
    session_id: sessionId,
    unread_count: unreadOf(session),
    to_position: toPosition,
    self_position: selfPosition,
    site_id: 'TH',
  });
}

/** Messages of the buyer that the shop has not read. */
export function unreadOf({ messages, selfPosition }: Session): number {
  const unread = messages.filter(
    ({ from_account_type, send_time }) => from_account_type === 1 && send_time > selfPosition,
  );
  return unread.length;
}

/** To the app's one address, and only while the seller's authorisation stands. */
async function push(lazada: Lazada, sellerId: string, type: number, data: object): Promise<boolean> {
  const app = appOf(lazada);
  if (!app || livingGrants(lazada, sellerId).length === 0) return false;
  const { world } = lazada;
  const at = world.now();
  const envelope = {
    data,
    seller_id: Number(sellerId),
    message_type: type,
    timestamp: Math.floor(at / 1000),
    site: 'lazada_th',
  };
  const body = Buffer.from(JSON.stringify(envelope));
  const credential = {
    ref: 'app/lazada',
    secret: new SecretText(app.appSecret),
    facts: { appKey: app.appKey },
  };
  const headers = kit.sign({ surface: 'main', body, credential, at });
  // Nothing else counts as taken: not 204, not 202.
  return (await world.deliver(`${world.publicBaseUrl}/webhooks/lazada`, headers, body)) === 200;
}
