import type { SandboxAnswer } from '../platform-sandbox.ts';
import { textOf } from './call.ts';
import { INSTAGRAM_PICTURES, MESSENGER_PICTURES } from './files.ts';
import type { Meta } from './memory.ts';
import { CUSTOMERS, pageById } from './people.ts';
import { graphError } from './problems.ts';

/** `GET /{customer-id}?fields=`: a profile, of those who wrote. Undefined when it is nobody. */
export function profile(
  { memory }: Meta,
  accountId: string,
  customerId: string,
  parameters: Record<string, unknown>,
): SandboxAnswer | undefined {
  const wrote = memory.messages.some((one) => one.accountId === accountId && one.customerId === customerId);
  const isPage = pageById(accountId) !== undefined;
  // What is no message's id can only be a person, who has to have written before.
  if (!wrote && !isPage && /^\d+$/.test(customerId)) throw graphError(230, 'User consent is required');
  if (!wrote) return undefined;
  if (isPage && customerId === CUSTOMERS.withoutProfile)
    throw graphError(100, '(#100) No profile available for this user.', { sub: 2018218 });
  const short = customerId.slice(-3);
  const common = { name: `ลูกค้า ${short}`, profile_pic: pictureOf(isPage, customerId) };
  const all: Record<string, string> = isPage
    ? { ...common, first_name: 'ลูกค้า', last_name: short }
    : { ...common, username: `customer.${short}` };
  const asked = textOf(parameters, 'fields').split(',');
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes(name)));
  return { status: 200, body: { ...fields, id: customerId } };
}

function pictureOf(isPage: boolean, customerId: string): string {
  return isPage
    ? `https://${MESSENGER_PICTURES}/platform/profilepic/?psid=${customerId}&width=1024&hash=sandbox`
    : `https://${INSTAGRAM_PICTURES}/v/${customerId}_n.jpg?oh=sandbox`;
}
