import { type ShopRequest, signedCall } from '../../../../../lambdas/connectors/tiktok/api/shop/client.ts';
import type { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account, PlatformApp } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';

/** What the sandbox answered. */
export interface Answered {
  readonly status: number;
  readonly body: { readonly code?: number; readonly message?: string; readonly data?: Record<string, never> };
}

interface Raw {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A call past the gate, as somebody might make it who does not keep to the rules. */
export async function raw(world: PlatformWorld, address: string, init: Raw = {}): Promise<Answered> {
  const answer = await fetch(address.replace('https://', `${world.sandbox.base}/`), init);
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : { message: text } };
}

/** A signed call of the Shop API. `change` may spoil it. */
export async function shopApi(
  world: PlatformWorld,
  of: Account,
  request: ShopRequest,
  change: (call: {
    url: URL;
    method: string;
    headers: Record<string, string>;
    body?: string;
  }) => void = () => {},
): Promise<Answered> {
  const { method, url, headers, body } = signedCall(
    {
      app: of.app as PlatformApp,
      token: of.tokens.secrets.access_token as SecretText,
      now: world.clock.now(),
      cipher: request.path.startsWith('/authorization') ? undefined : of.facts.shopCipher,
    },
    request,
  );
  const call = {
    method,
    url: new URL(url),
    headers: { ...headers },
    ...(body ? { body: String(body) } : {}),
  };
  change(call);
  const { url: changed, ...init } = call;
  return raw(world, changed.href, init);
}

/** A call of the Business API with the account's token. */
export async function businessApi(
  world: PlatformWorld,
  of: Account,
  path: string,
  {
    body,
    query = {},
    headers = {},
  }: { body?: object; query?: Record<string, string>; headers?: Record<string, string> },
): Promise<Answered> {
  const token = of.tokens.secrets.access_token?.reveal() ?? '';
  const params = new URLSearchParams(query).toString();
  return raw(world, `https://business-api.tiktok.com/open_api/v1.3${path}?${params}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'access-token': token, ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

/** The account answers in its first conversation. */
export async function sendTo(world: PlatformWorld, of: Account, text: string): Promise<Answered> {
  return of.login === 'shop' ? sendToBuyer(world, of, text) : sendToPerson(world, of, text);
}

const CONVERSATIONS = '/customer_service/202309/conversations';

async function sendToBuyer(world: PlatformWorld, of: Account, content: string): Promise<Answered> {
  const list = await shopApi(world, of, { method: 'GET', path: CONVERSATIONS, query: { page_size: '1' } });
  const [first] = (list.body.data as { conversations?: { id: string }[] } | undefined)?.conversations ?? [];
  const body = { type: 'TEXT', content: JSON.stringify({ content }) };
  return shopApi(world, of, { method: 'POST', path: `${CONVERSATIONS}/${first?.id}/messages`, body });
}

async function sendToPerson(world: PlatformWorld, of: Account, body: string): Promise<Answered> {
  const query = { business_id: of.accountId, conversation_type: 'STRANGER', limit: '1' };
  const list = await businessApi(world, of, '/business/message/conversation/list/', { query });
  const data = list.body.data as { conversations?: { conversation_id: string }[] } | undefined;
  const recipient = data?.conversations?.[0]?.conversation_id;
  const message = { recipient_type: 'CONVERSATION', recipient, message_type: 'TEXT', text: { body } };
  return businessApi(world, of, '/business/message/send/', {
    body: { business_id: of.accountId, ...message },
  });
}
