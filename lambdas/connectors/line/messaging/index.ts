import type { AccountMessaging } from '../../../ports/account-messaging.ts';
import { profile } from './profile.ts';
import { quota } from './quota.ts';
import { send } from './send.ts';
import { source } from './source.ts';

/** Answering by LINE. It has no echoes and no receipts: what is sent is known by its answer alone. */
export const messaging: AccountMessaging = { send, source, profile, quota };
