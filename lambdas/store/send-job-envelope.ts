import { Misconfigured } from '../domain/errors.ts';
import type { StoredMessage } from '../domain/stored.ts';
import type { SendJob } from '../ports/send-jobs.ts';

/** Version 1 carried no message. */
const VERSION = 2;

/** A job as it lies on the queue: ids, and a message that nobody can read without its person's key. */
export function writeSendJob({ workspaceId, conversationId, from, message, putOff }: SendJob): string {
  const sealed = message && {
    ...message,
    sealed: { ...message.sealed, bytes: Buffer.from(message.sealed.bytes).toString('base64') },
  };
  return JSON.stringify({ v: VERSION, workspaceId, conversationId, from, message: sealed, putOff });
}

/**
 * Old and new code run side by side during a deployment: later versions come back until a new reader takes them.
 * @throws Misconfigured for a version that this code does not know
 */
export function readSendJob(body: string): SendJob {
  const { v, message, ...job } = JSON.parse(body) as OnQueue;
  if (v !== VERSION && v !== 1)
    throw new Misconfigured(`job of version ${String(v)}; this code does version ${VERSION}`);
  if (!message) return job;
  const bytes = Buffer.from(message.sealed.bytes, 'base64');
  return { ...job, message: { ...message, sealed: { ...message.sealed, bytes } } };
}

interface OnQueue extends Omit<SendJob, 'message'> {
  readonly v?: number;
  readonly message?: Omit<StoredMessage, 'sealed'> & {
    readonly sealed: { readonly subjectId: string; readonly bytes: string };
  };
}
