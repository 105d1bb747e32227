import { Refused } from '../product.ts';
import { admit, type Called, param } from './called.ts';

/** `/business/message/media/upload/`: JPG or PNG up to 3 MB in a form, looked at no closer. */
export function upload(called: Called): object {
  const accountId = admit(called, 'message.list.send');
  if (param(called, 'media_type') !== 'IMAGE' || called.request.body.length > 3 * 1024 * 1024) {
    throw new Refused(200, 40908, 'File type or size');
  }
  const media_id = called.world.newToken('media.');
  called.state.media[media_id] = accountId;
  return { media_id };
}

/** `/business/message/media/download/`: an address that is good for a day. */
export function download(called: Called): object {
  admit(called, 'message.list.read');
  for (const name of ['conversation_id', 'message_id', 'media_id', 'media_type']) param(called, name);
  return { download_url: `https://business-api.tiktok.com/media/${param(called, 'media_id')}` };
}

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
