import type { AccountMessaging } from '../../../ports/account-messaging.ts';
import { profile } from './profile.ts';
import { send } from './send.ts';
import { source } from './source.ts';

/** Answering buyers of Lazada Thailand. Sending costs nothing, so there is no quota. */
export const messaging: AccountMessaging = { send, source, profile };
