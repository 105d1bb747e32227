import type { Meter } from '../../ports/meter.ts';
import type { OutboundFiles } from '../../ports/outbound-files.ts';
import type { OutboxStore } from '../../ports/outbox.ts';
import type { SendJobs } from '../../ports/send-jobs.ts';
import type { ConnectingDeps } from '../connecting/connecting-deps.ts';
import type { ViewDeps } from '../view-conversation.ts';
import type { OpenedAccounts } from './opened-accounts.ts';

/** What the sender needs. */
export interface SendingDeps extends ConnectingDeps, ViewDeps {
  readonly outbox: OutboxStore;
  readonly sends: SendJobs;
  readonly files: OutboundFiles;
  readonly accounts: OpenedAccounts;
  readonly meter: Meter;
}
