import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { OutboundBatch, OutboundMessage, SentMessage } from '../../../../ports/account-messaging.ts';
import { idField } from '../../fields.ts';
import { type GraphNode, jsonBody } from '../graph/graph.ts';
import { type FileReference, messageBody } from './bodies.ts';
import type { MessagingProduct } from './product.ts';
import { reach } from './reach.ts';
import { upload } from './upload.ts';

/** While it sends, Meta fetches a video for up to 75 seconds. */
const TIMEOUT_MS = 90_000;

/**
 * Sends one message: into a direct conversation, or as a public answer below a comment. Its id is the `mid` of the echo, or the id of the
 * new comment. See `AccountMessaging.send`.
 */
export async function sendMessage(
  node: GraphNode,
  product: MessagingProduct,
  batch: OutboundBatch,
): Promise<readonly SentMessage[]> {
  const { thread } = batch.to;
  const [message, ...more] = batch.messages;
  if (!message || more.length > 0) throw new RangeError('Meta takes exactly one message per call');
  if (thread.kind === 'comment') return [await answerPublicly(node, product, thread.id, message)];
  if (thread.kind === 'direct') return [await answerDirectly(node, product, batch, message)];
  throw new PlatformRefusal('rejected', node.graph.platform, `no ${thread.kind}`);
}

async function answerDirectly(
  node: GraphNode,
  product: MessagingProduct,
  batch: OutboundBatch,
  message: OutboundMessage,
): Promise<SentMessage> {
  const body = jsonBody(messageBody(product, batch, message, await referenceTo(node, product, message)));
  const path = `/${encodeURIComponent(node.node)}/messages`;
  const answer = await reach(node.graph, { path, token: node.token, body, timeoutMs: TIMEOUT_MS });
  return { platformMessageId: idField(answer, 'message_id') ?? null };
}

async function referenceTo(
  node: GraphNode,
  { files }: MessagingProduct,
  { kind, file }: OutboundMessage,
): Promise<FileReference | undefined> {
  if (!file) return undefined;
  return files === 'uploaded'
    ? { attachment_id: await upload(node, kind, file) }
    : { url: await file.link() };
}

/**
 * Comments are answered in words only, and below the top-level comment, which names the thread: deeper levels neither platform has.
 * https://developers.facebook.com/docs/graph-api/reference/object/comments
 */
async function answerPublicly(
  { graph, token }: GraphNode,
  { replies }: MessagingProduct,
  commentId: string,
  { text }: OutboundMessage,
): Promise<SentMessage> {
  if (text === undefined) throw new PlatformRefusal('content_refused', graph.platform, 'file in a comment');
  const path = `/${encodeURIComponent(commentId)}/${replies}`;
  const answer = await reach(graph, { path, token, body: jsonBody({ message: text }) });
  return { platformMessageId: idField(answer, 'id') ?? null };
}
