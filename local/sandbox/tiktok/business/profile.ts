import { Refused } from '../product.ts';
import { admit, type Called, param } from './called.ts';

/** `/business/message/capabilities/get/` */
export function capabilities(called: Called): object {
  admit(called, 'message.list.read');
  return { capability_infos: [{ capability_type: 'IMAGE_SEND', capability_result: true }] };
}

/** Which scope shows which field of a profile. */
const PROFILE: Readonly<Record<string, string>> = {
  username: 'user.info.username',
  display_name: 'user.info.basic',
  profile_image: 'user.info.basic',
  is_business_account: 'user.account.type',
};

/** `/business/get/`: the fields asked for, as far as the scopes show them. */
export function profile(called: Called): object {
  const fields = fieldsOf(param(called, 'fields'));
  const scopes = fields.map((field) => PROFILE[field]);
  if (scopes.includes(undefined)) throw new Refused(200, 40002, 'fields');
  const openIds = scopes.map((scope) => admit(called, scope ?? ''));
  const account = called.state.accounts.find(({ openId }) => openId === openIds[0]);
  const all: Record<string, unknown> = {
    username: account?.username,
    display_name: account?.displayName,
    profile_image: `https://p16-sign-sg.tiktokcdn.com/${account?.username}.jpeg`,
    is_business_account: account?.business,
  };
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

function fieldsOf(json: string): string[] {
  try {
    return (JSON.parse(json) as unknown[]).map(String);
  } catch {
    throw new Refused(200, 40002, 'fields');
  }
}
