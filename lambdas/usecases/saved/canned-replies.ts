import {
  type CannedReply,
  MAX_CANNED_REPLIES,
  REPLY_VARIABLES,
  type ReplyContent,
  type StoredReply,
  variablesIn,
} from '../../domain/canned-reply.ts';
import type { Page, PageRequest } from '../../domain/cursor.ts';
import { InvalidInput, NotFound } from '../../domain/errors.ts';
import { WORKSPACE_SUBJECT } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import type { SavedThings } from '../../ports/saved-things.ts';
import type { SealedPlace } from '../../ports/sealer.ts';
import { pageOfAll } from '../page-of-all.ts';
import { placeOfSaved } from '../places.ts';
import { checkRoom, findToChange, newId, type SavedDeps, saveOver } from './saved-deps.ts';

/** What canned replies need. */
export interface ReplyDeps extends SavedDeps {
  readonly replies: SavedThings<StoredReply>;
}

/** What of a canned reply changes; a shortcut of null is taken away. */
export type ReplyChange = {
  readonly [K in keyof ReplyContent]?: ReplyContent[K] | undefined | (K extends 'shortcut' ? null : never);
};

const WHAT = 'canned reply';

/** The workspace's canned replies, in the order in which they were written. @throws InvalidInput for a wrong cursor */
export async function listReplies(
  deps: ReplyDeps,
  { workspaceId }: Session,
  request: PageRequest,
): Promise<Page<CannedReply>> {
  const all = await deps.replies.all(workspaceId);
  const { items, nextCursor } = await pageOfAll(deps, 'canned-replies', workspaceId, all, request);
  const opened = await Promise.all(items.map((reply) => open(deps, reply)));
  return { items: opened.filter((reply) => reply !== null), nextCursor };
}

/** Writes a new one. @throws InvalidInput for an unknown variable; @throws LimitReached */
export async function addReply(
  deps: ReplyDeps,
  session: Session,
  content: ReplyContent,
): Promise<CannedReply> {
  checkVariables(content);
  await checkRoom(deps.replies, session, MAX_CANNED_REPLIES, 'canned replies');
  const { workspaceId, userId: ownerId } = session;
  const id = newId(deps);
  const sealed = await deps.sealer.seal(placeOf({ workspaceId, id }), WORKSPACE_SUBJECT, content);
  const reply = { workspaceId, id, ownerId, version: 1, sealed };
  await deps.replies.add(reply);
  return viewOf(reply, content);
}

/**
 * Changes one; what is absent stays, and what is so already is no change.
 * @param version the one that the member saw
 * @throws NotFound, Forbidden, VersionChanged; @throws InvalidInput for an unknown variable
 */
export async function changeReply(
  deps: ReplyDeps,
  session: Session,
  id: string,
  version: number,
  change: ReplyChange,
): Promise<CannedReply> {
  const reply = await findToChange(deps.replies, session, id, WHAT, { version });
  const before = await contentOf(deps, reply);
  const content = changed(before, change);
  checkVariables(content);
  if (JSON.stringify(content) === JSON.stringify(changed(before, {}))) return viewOf(reply, before);
  const sealed = await deps.sealer.seal(placeOf(reply), WORKSPACE_SUBJECT, content);
  const next = { ...reply, version: version + 1, sealed };
  await saveOver(deps.replies, next, WHAT);
  return viewOf(next, content);
}

/** Removes one, and answers what it was. @throws NotFound, Forbidden */
export async function removeReply(deps: ReplyDeps, session: Session, id: string): Promise<CannedReply> {
  const reply = await findToChange(deps.replies, session, id, WHAT);
  const content = await contentOf(deps, reply);
  if (!(await deps.replies.remove(reply, deps.clock.now()))) throw new NotFound(WHAT);
  return viewOf(reply, content);
}

/** Always in the same order, so that two can be compared. */
function changed(before: ReplyContent, change: ReplyChange): ReplyContent {
  const shortcut = change.shortcut === undefined ? before.shortcut : change.shortcut;
  return {
    title: change.title ?? before.title,
    text: change.text ?? before.text,
    ...(shortcut == null ? {} : { shortcut }),
  };
}

function checkVariables({ text }: ReplyContent): void {
  if (variablesIn(text) !== null) return;
  const allowed = REPLY_VARIABLES.map((variable) => `{{${variable}}}`).join(', ');
  throw new InvalidInput('the request breaks a rule', [`text: may hold no other variables than ${allowed}`]);
}

async function open(deps: ReplyDeps, reply: StoredReply): Promise<CannedReply | null> {
  const content = await deps.sealer.open<ReplyContent>(placeOf(reply), reply.sealed);
  return content && viewOf(reply, content);
}

async function contentOf(deps: ReplyDeps, reply: StoredReply): Promise<ReplyContent> {
  const content = await deps.sealer.open<ReplyContent>(placeOf(reply), reply.sealed);
  if (content === null) throw new NotFound(WHAT);
  return content;
}

function viewOf({ id, ownerId, version }: StoredReply, content: ReplyContent): CannedReply {
  return { id, ...content, ownerId, variables: variablesIn(content.text) ?? [], version };
}

function placeOf({ workspaceId, id }: Pick<StoredReply, 'workspaceId' | 'id'>): SealedPlace {
  return placeOfSaved('reply', workspaceId, id);
}
