import type { ConnectionSignalName, InboundItem } from '../../../domain/inbound.ts';
import { type JsonObject, required, textField, timeField } from '../fields.ts';
import type { MetaEvent } from './event-context.ts';

/**
 * `policy_enforcement`: Meta warns the account, or takes away and gives back its right to send. An action that we do not know
 * counts as a warning, so that somebody looks. The reason is prose and is not kept.
 */
export function readPolicy(context: MetaEvent, policy: JsonObject): InboundItem[] {
  const action = required(textField(policy, 'action'), 'policy_enforcement.action');
  return [
    {
      type: 'connection',
      accountId: required(context.accountId, 'entry.id'),
      signal: SIGNALS.get(action) ?? 'policy_warning',
      at: required(timeField(context.event, 'timestamp') ?? context.notifiedAt, 'timestamp'),
      data: { action },
    },
  ];
}

const SIGNALS = new Map<string, ConnectionSignalName>([
  ['warning', 'policy_warning'],
  ['block', 'sending_blocked'],
  ['unblock', 'sending_unblocked'],
]);
