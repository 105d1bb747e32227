import type { Thread } from '../../../domain/inbound.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type {
  CustomerProfile,
  OutboundMessage,
  PersonAtPlatform,
  SentMessage,
} from '../../../ports/account-messaging.ts';

/** One message on its way. */
export interface Sending {
  readonly account: Account;
  readonly thread: Thread;
  readonly message: OutboundMessage;
}

/** What each of the two logins brings. */
export interface LoginMessaging {
  send(calls: PlatformCalls, sending: Sending): Promise<SentMessage>;
  profile(calls: PlatformCalls, account: Account, person: PersonAtPlatform): Promise<CustomerProfile | null>;
}
