import { ApiError } from '../../api/api-error.ts';
import { answerOf, api } from '../../api/client.ts';
import { personal } from '../../app/storage.ts';
import { session } from '../../session/session.ts';
import { refreshConversation, refreshTimeline, showEntry } from '../data/refresh.ts';
import type { Draft, Waiting } from './outbox.ts';
import { Sender, type Verdict } from './sender.ts';

const NAME = 'outbox';

async function send({ key, conversationId, draft, seen }: Waiting): Promise<Verdict> {
  try {
    const message = await answerOf(
      api().POST('/v1/conversations/{id}/messages', {
        params: { path: { id: conversationId }, header: { 'idempotency-key': key } },
        body: { ...bodyOf(draft), ...(seen !== null && { lastSeenEntryId: seen }) },
      }),
    );
    showEntry(message);
    void refreshConversation(conversationId).catch(() => undefined);
    return { is: 'taken', entryId: message.id };
  } catch (error) {
    return verdictOf(error, conversationId);
  }
}

function bodyOf(draft: Draft) {
  return draft.kind === 'text'
    ? { kind: draft.kind, text: draft.text }
    : { kind: draft.kind, attachmentId: draft.attachmentId };
}

function verdictOf(error: unknown, conversationId: string): Verdict {
  // A 401 ends the session, which empties the outbox.
  if (!(error instanceof ApiError) || error.mayPass || error.code === 'raced') return { is: 'unclear' };
  if (error.code === 'answered_meanwhile') {
    void refreshTimeline(conversationId).catch(() => undefined);
    return { is: 'answered' };
  }
  const { code, message, details } = error;
  return { is: 'refused', refusal: { code, message, details } };
}

/** What this tab sends. */
export const sender = new Sender({
  send,
  kept: { get: () => personal.get(NAME), set: (text) => personal.set(NAME, text) },
  later: (ms, then) => {
    setTimeout(then, ms);
  },
});

session.onSignOut(() => sender.clear());

/** Sends something; it is in the timeline at once. @param seen the newest entry that the writer has seen */
export function sendDraft(conversationId: string, draft: Draft, seen: string | null): void {
  const item: Waiting = {
    key: crypto.randomUUID(),
    conversationId,
    draft,
    seen,
    at: Date.now(),
    state: 'waiting',
  };
  sender.act({ type: 'written', item });
}
