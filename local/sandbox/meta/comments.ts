import { metaJson } from '../../../lambdas/connectors/shared/meta/sample-meta.ts';
import { type PhoneMessage, type SandboxAnswer, SandboxProblem } from '../platform-sandbox.ts';
import { type Bearer, needScope, textOf } from './call.ts';
import { deliver } from './deliveries.ts';
import type { Meta, StoredComment } from './memory.ts';
import { instagramById, pageById } from './people.ts';
import { missing, unknownObject } from './problems.ts';

/**
 * A customer id of the control calls that begins so stands for the person after it, but in public: what they "write" is a comment below a
 * post of the account, and their "phone" shows their comments with the answers.
 */
const IN_PUBLIC = 'comment/';

/** The person who comments; undefined when the conversation is a private one. */
export function commenterOf(customerId: string): string | undefined {
  return customerId.startsWith(IN_PUBLIC) ? customerId.slice(IN_PUBLIC.length) : undefined;
}

/** A top-level comment. */
export function comment(meta: Meta, accountId: string, customerId: string, text: string): Promise<Told> {
  return keep(meta, {
    accountId,
    customerId,
    id: newId(meta, accountId),
    at: meta.world.now(),
    text,
    own: false,
  });
}

/** Somebody of the merchant's answers the person's newest comment in the platform's own app. */
export function answerInApp(meta: Meta, accountId: string, customerId: string, text: string): Promise<Told> {
  const parent = below(meta, accountId, customerId).findLast(({ own }) => !own);
  if (!parent) throw new SandboxProblem(`${customerId} wrote no comment that could be answered`);
  return answer(meta, parent, text);
}

export function commentsOnPhone(meta: Meta, accountId: string, customerId: string): PhoneMessage[] {
  return below(meta, accountId, customerId).map(({ id, own, text, at }) => {
    return { messageId: id, from: own ? 'merchant' : 'customer', kind: 'text', text, at };
  });
}

/** `POST /{comment-id}/comments` on Facebook, `…/replies` on Instagram; undefined when it is no comment's id. */
export async function replyByApi(
  meta: Meta,
  bearer: Bearer,
  [commentId, edge]: readonly (string | undefined)[],
  parameters: Record<string, unknown>,
): Promise<SandboxAnswer | undefined> {
  const found = all(meta).find(({ id, parentId }) => id === commentId && parentId === undefined);
  if (!found) return undefined;
  const isPage = pageById(found.accountId) !== undefined;
  if (edge !== (isPage ? 'comments' : 'replies') || !isReachedBy(bearer, found))
    throw unknownObject(found.id);
  const scope = isPage ? 'pages_manage_engagement' : 'instagram_manage_comments';
  needScope(bearer, bearer.token.kind === 'instagram' ? 'instagram_business_manage_comments' : scope);
  const text = textOf(parameters, 'message');
  if (text === '') throw missing('message');
  const { messageId } = await answer(meta, found, text);
  return { status: 200, body: { id: messageId } };
}

export interface Told {
  readonly messageId: string;
  readonly delivered: boolean;
}

function answer(
  meta: Meta,
  { accountId, customerId, id: parentId }: StoredComment,
  text: string,
): Promise<Told> {
  const id = newId(meta, accountId);
  return keep(meta, { accountId, customerId, id, parentId, at: meta.world.now(), text, own: true });
}

async function keep(meta: Meta, stored: StoredComment): Promise<Told> {
  meta.memory.comments = [...all(meta), stored];
  const isPage = pageById(stored.accountId) !== undefined;
  const change = isPage ? feedChange(stored) : instagramChange(stored);
  const entry = { id: stored.accountId, time: Math.floor(meta.world.now() / 1_000), changes: [change] };
  const body = metaJson({ object: isPage ? 'page' : 'instagram', entry: [entry] });
  return { messageId: stored.id, delivered: await deliver(meta, stored.accountId, change.field, body) };
}

function feedChange({ accountId, customerId, id, parentId, at, text, own }: StoredComment) {
  const post_id = `${accountId}_5550001`;
  const from = own
    ? { id: accountId, name: pageById(accountId)?.name }
    : { id: customerId, name: `ลูกค้า ${customerId.slice(-3)}` };
  const created_time = Math.floor(at / 1_000);
  const comment = { comment_id: id, parent_id: parentId ?? post_id, from, message: text, created_time };
  return { field: 'feed', value: { item: 'comment', verb: 'add', post_id, ...comment } };
}

function instagramChange({ accountId, customerId, id, parentId, text, own }: StoredComment) {
  const from = own
    ? { id: accountId, username: instagramById(accountId)?.username }
    : { id: customerId, username: `customer.${customerId.slice(-3)}` };
  const media = { id: '18010000000000005', media_product_type: 'FEED' };
  const parent = parentId === undefined ? {} : { parent_id: parentId };
  return { field: 'comments', value: { id, from, text, media, ...parent } };
}

/** An Instagram account is reached by its own token, and by that of the Page that it is linked to. */
function isReachedBy({ token }: Bearer, { accountId }: StoredComment): boolean {
  return token.accountId === accountId || pageById(token.accountId)?.instagramId === accountId;
}

function newId({ world }: Meta, accountId: string): string {
  return pageById(accountId) ? `5550001_${world.newDigits(15)}` : world.newDigits(17);
}

function below(meta: Meta, accountId: string, customerId: string): StoredComment[] {
  return all(meta).filter((one) => one.accountId === accountId && one.customerId === customerId);
}

function all({ memory }: Meta): StoredComment[] {
  return memory.comments ?? [];
}
