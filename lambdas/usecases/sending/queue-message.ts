import type { Head } from '../../domain/conversation.ts';
import { InvalidInput, NotFound } from '../../domain/errors.ts';
import { answerTokenOf } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import type { MessageContent } from '../../domain/message-content.ts';
import { permissionOfPerson } from '../../domain/reply-permission.ts';
import type { StoredMessage } from '../../domain/stored.ts';
import type { Message } from '../../domain/timeline.ts';
import type { UploadedFile } from '../../ports/outbound-files.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import { findHead } from '../find-head.ts';
import { askForFiles } from '../media/ask-for-files.ts';
import { place } from '../places.ts';
import { refuseErased } from '../refuse-erased.ts';
import { windowOf } from '../view-conversation.ts';
import { viewEntry } from '../view-entry.ts';
import { knownAnswer } from './known-answer.ts';
import { checkFile, checkText, RuleBroken } from './outbound-rules.ts';
import type { MessageDraft, QueueDeps } from './queue-deps.ts';
import { enter, type Taking, takeAnswer } from './take-answer.ts';

/**
 * Takes a message to send: checks everything that the platform would refuse, tells the sender, then writes head and message. The same key
 * gives the same message.
 * @throws NotFound; @throws SubjectErased (409); @throws RuleBroken (422); @throws AnsweredMeanwhile (409); @throws KeyReused (409)
 * @throws Unavailable when the sender cannot be told: nothing is written then
 */
export async function queueMessage(
  deps: QueueDeps,
  session: Session,
  conversationId: string,
  draft: MessageDraft,
  idempotencyKey: string,
): Promise<Message> {
  const head = await findHead(deps, session, conversationId);
  const { idSecret } = await deps.keys.workspace(head.workspaceId);
  const { kind, text = '', attachmentId = '' } = draft;
  const token = answerTokenOf(idSecret, conversationId, idempotencyKey, [kind, text, attachmentId]);
  const request = { draft, by: session.userId, token, at: deps.clock.now() };
  const known = await knownAnswer(deps, head, token);
  const message =
    known === null
      ? await takeNew(deps, session, head, request)
      : await takeAgain(deps, session, head, { ...request, entryId: known });
  // What was sent is kept like what was received; an upload alone is gone after a day. Asked again by a request that comes again.
  await askForFiles(deps, head, message.entryId, kind === 'text' ? 0 : 1);
  return view(deps, head, message, idSecret);
}

async function takeNew(
  deps: QueueDeps,
  session: Session,
  head: Head,
  request: Omit<Taking, 'file'>,
): Promise<StoredMessage> {
  await refuseErased(deps, head);
  const file = await checked(deps, session, head, request.draft);
  return takeAnswer(deps, head, { ...request, file });
}

/** Whatever has become impossible since: it was taken. */
async function takeAgain(
  deps: QueueDeps,
  session: Session,
  head: Head,
  { entryId, ...request }: Omit<Taking, 'file'> & { readonly entryId: string },
): Promise<StoredMessage> {
  const entry = await deps.store.entry(head, entryId);
  if (entry?.type === 'message') return entry;
  await refuseErased(deps, head);
  const file = request.draft.kind === 'text' ? null : await fileOf(deps, session, request.draft);
  return enter(deps, head, entryId, { ...request, file });
}

/** What the platform would refuse is refused here; the file, where there is one. */
async function checked(
  deps: QueueDeps,
  session: Session,
  head: Head,
  draft: MessageDraft,
): Promise<UploadedFile | null> {
  const connection = await deps.connections.connection(head.workspaceId, head.connectionId);
  if (connection?.state !== 'connected')
    throw new RuleBroken('needs_reconnect', 'the account is not connected', ['connect it again first']);
  const { manifest, messaging } = connectorOf(deps, head.platform);
  const limits = manifest.outbound[head.surface];
  if (!limits || !messaging) throw new RuleBroken('kind_not_supported', 'this platform can only be read', []);
  refuseIdleFields(draft);
  const file = draft.kind === 'text' ? null : await fileOf(deps, session, draft);
  if (file) checkFile(limits, draft.kind as 'image', file);
  else checkText(limits, draft.text ?? '');
  const window = await windowOf(deps, head);
  if (permissionOfPerson(window, session) === null)
    throw new RuleBroken('window_closed', 'the platform does not let you write to this customer now', [
      `reason: ${window.reason ?? 'window_passed'}`,
    ]);
  return file;
}

/** Nothing of what somebody wants to send is left out without a word. */
function refuseIdleFields({ kind, text, attachmentId }: MessageDraft): void {
  const idle = kind === 'text' ? attachmentId && 'attachmentId' : text && 'text';
  if (idle)
    throw new InvalidInput('the request breaks a rule', [
      `${idle}: does not go with the kind ${kind}; send it as a message of its own`,
    ]);
}

async function fileOf(deps: QueueDeps, { workspaceId }: Session, draft: MessageDraft): Promise<UploadedFile> {
  if (!draft.attachmentId)
    throw new InvalidInput('the request breaks a rule', ['attachmentId: must be given for this kind']);
  const file = await deps.files.describe(workspaceId, draft.attachmentId);
  if (file === null) throw new NotFound('attachment');
  return file;
}

async function view(deps: QueueDeps, head: Head, message: StoredMessage, idSecret: Buffer): Promise<Message> {
  const content = await deps.sealer.open<MessageContent>(place.entry(head, message.entryId), message.sealed);
  if (content === null) throw new NotFound('message');
  const context = { conversationId: head.conversationId, idSecret, marks: new Map(), receipts: null };
  return viewEntry(context, { stored: message, content }) as Message;
}
