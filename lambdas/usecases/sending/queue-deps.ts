import { KaoJaiError } from '../../domain/errors.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { Connector } from '../../ports/connector.ts';
import type { OutboundFiles } from '../../ports/outbound-files.ts';
import type { OutboxStore } from '../../ports/outbox.ts';
import type { Random } from '../../ports/random.ts';
import type { SendJobs } from '../../ports/send-jobs.ts';
import type { ViewDeps } from '../view-conversation.ts';

/** What queueing a message needs. */
export interface QueueDeps extends ViewDeps {
  readonly connectors: readonly Connector[];
  readonly connections: Pick<ConnectionList, 'connection'>;
  readonly outbox: OutboxStore;
  readonly sends: SendJobs;
  readonly files: OutboundFiles;
  readonly random: Random;
}

/** A message that a member wants to send. */
export interface MessageDraft {
  readonly kind: 'text' | 'image' | 'video' | 'audio' | 'file';
  readonly text?: string | undefined;
  readonly attachmentId?: string | undefined;
  /** The newest entry that the writer has seen. */
  readonly lastSeenEntryId?: string | undefined;
}

/** Somebody answered since the writer looked. */
export class AnsweredMeanwhile extends KaoJaiError {
  constructor(entryIds: readonly string[]) {
    super(
      'answered_meanwhile',
      'refuse',
      'somebody has answered meanwhile',
      entryIds.map((id) => `entry: ${id}`),
    );
  }
}

/** One key stands for one message. */
export class KeyReused extends KaoJaiError {
  constructor() {
    super('idempotency_key_reused', 'refuse', 'this Idempotency-Key stands for another message', [
      'Idempotency-Key: a new one per message',
    ]);
  }
}
