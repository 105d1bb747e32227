import { idOfAttachment } from '../../domain/attachment.ts';
import { attachmentIdOf } from '../../domain/ids.ts';
import type { InboundAttachment } from '../../domain/inbound.ts';
import type { MessageContent } from '../../domain/message-content.ts';
import type { StoredMessage } from '../../domain/stored.ts';
import type { FileRef } from '../../ports/attachments.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { FetchJob } from '../../ports/media-jobs.ts';
import { place } from '../places.ts';
import type { MediaDeps } from './media-deps.ts';

/** A message's file, with the message opened. */
export interface FoundFile {
  readonly message: StoredMessage;
  readonly content: MessageContent;
  readonly attachment: InboundAttachment;
  /** As the timeline names it. */
  readonly attachmentId: string;
}

type KeptFile = Extract<FileRef, { kind: 'kept' }>;

/** Null: the message is gone, was taken back, or its person was erased; nothing of its files may be kept. */
export async function findFile(
  deps: Pick<MediaDeps, 'sealer' | 'keys'> & { readonly store: Pick<InboxStore, 'entry'> },
  at: Omit<FetchJob, 'kind'>,
): Promise<FoundFile | null> {
  const message = await deps.store.entry(at, at.entryId);
  if (message === null || message.type !== 'message') return null;
  const content = await deps.sealer.open<MessageContent>(place.entry(at, at.entryId), message.sealed);
  const attachment = content?.attachments[at.index];
  if (!content || !attachment || content.deletedAt !== undefined) return null;
  const { idSecret } = await deps.keys.workspace(at.workspaceId);
  const attachmentId = idOfAttachment(idSecret, at.conversationId, message, attachment, at.index);
  return { message, content, attachment, attachmentId };
}

/** Where a message's file is kept: under a name that only its place gives. */
export async function keptFile(
  { keys }: Pick<MediaDeps, 'keys'>,
  { workspaceId, conversationId, entryId, index }: Omit<FetchJob, 'kind'>,
): Promise<KeptFile> {
  const { idSecret } = await keys.workspace(workspaceId);
  const id = attachmentIdOf(idSecret, conversationId, entryId, index);
  return { kind: 'kept', workspaceId, conversationId, id };
}

/** Where the thumbnail of a message's picture is kept. */
export async function thumbnailFile(
  deps: Pick<MediaDeps, 'keys'>,
  at: Omit<FetchJob, 'kind'>,
): Promise<FileRef> {
  return { ...(await keptFile(deps, at)), kind: 'thumbnail' };
}

/** What a kept file, or its thumbnail, is sealed for: its place and its subject. */
export function sealedFor(
  at: Omit<FetchJob, 'kind'>,
  subjectId: string,
  what: 'file' | 'thumbnail' = 'file',
): readonly string[] {
  return [at.workspaceId, subjectId, `${at.conversationId}/${at.entryId}/${at.index}`, what];
}
