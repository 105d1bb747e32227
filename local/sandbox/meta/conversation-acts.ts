import { deliveryOf } from '../../../lambdas/connectors/shared/meta/sample-meta.ts';
import { type PhoneMessage, type SandboxAction, SandboxProblem } from '../platform-sandbox.ts';
import { answerInApp, comment, commenterOf, commentsOnPhone, type Told } from './comments.ts';
import { deliver } from './deliveries.ts';
import { echo, incoming } from './echo.ts';
import { fileById, keepFile } from './files.ts';
import type { Meta, StoredMessage } from './memory.ts';
import { pageById } from './people.ts';
import { newMid } from './sending.ts';

type Act<K extends SandboxAction['kind']> = Extract<SandboxAction, { kind: K }>;

/** The application that Meta's own inbox of a Page is. */
const PAGE_INBOX_APP = 26390203743090;

/** What happens in a conversation without a call of ours. See `commenterOf` for comments. */
export const conversationActs = {
  message: (meta: Meta, { accountId, customerId, text }: Act<'message'>): Promise<Told> => {
    const commenter = commenterOf(customerId);
    if (commenter !== undefined) return comment(meta, accountId, commenter, text);
    return fromCustomer(meta, { accountId, customerId, text });
  },

  file: (meta: Meta, { accountId, customerId, file }: Act<'file'>): Promise<Told> => {
    if (commenterOf(customerId) !== undefined) throw new SandboxProblem('comments with files are not played');
    const { kind, base64, mimeType, name } = file;
    const id = keepFile(meta, { bytes: Buffer.from(base64, 'base64'), mimeType, name });
    return fromCustomer(meta, { accountId, customerId, text: '', file: { kind, id } });
  },

  app_message: async (meta: Meta, { accountId, customerId, text }: Act<'app_message'>): Promise<Told> => {
    const commenter = commenterOf(customerId);
    if (commenter !== undefined) return answerInApp(meta, accountId, commenter, text);
    if (ofConversation(meta, accountId, customerId).length === 0)
      throw new SandboxProblem(`${customerId} never wrote to ${accountId}, and a business cannot begin`);
    const stored = keep(meta, { accountId, customerId, text }, true);
    const appId = pageById(accountId) ? PAGE_INBOX_APP : undefined;
    return { messageId: stored.mid, delivered: await echo(meta, stored, { appId }) };
  },

  phone: (meta: Meta, { accountId, customerId }: Act<'phone'>): PhoneMessage[] => {
    const commenter = commenterOf(customerId);
    if (commenter !== undefined) return commentsOnPhone(meta, accountId, commenter);
    return ofConversation(meta, accountId, customerId).map((stored) => onPhone(meta, stored));
  },

  /** On Messenger the phone says before that everything arrived; on Instagram there is no such receipt. */
  read: async (meta: Meta, { accountId, customerId }: Act<'read'>): Promise<object> => {
    if (commenterOf(customerId) !== undefined) throw new SandboxProblem('nobody is told who read a comment');
    const sent = ofConversation(meta, accountId, customerId).filter(({ own }) => own);
    const last = sent.at(-1);
    if (!last) throw new SandboxProblem(`${accountId} sent nothing that ${customerId} could read`);
    const receipt = (field: string, event: object) => tell(meta, last, field, event);
    if (!pageById(accountId)) {
      return { delivered: await receipt('messaging_seen', { read: { mid: last.mid } }) };
    }
    const watermark = meta.world.now();
    const mids = sent.map(({ mid }) => mid);
    await receipt('message_deliveries', { delivery: { mids, watermark } });
    return { delivered: await receipt('message_reads', { read: { watermark } }) };
  },
};

type Written = Pick<StoredMessage, 'accountId' | 'customerId' | 'text' | 'file'>;

async function fromCustomer(meta: Meta, written: Written): Promise<Told> {
  const stored = keep(meta, written, false);
  return { messageId: stored.mid, delivered: await incoming(meta, stored) };
}

function keep(meta: Meta, written: Written, own: boolean): StoredMessage {
  const stored = { ...written, mid: newMid(meta, written.accountId), at: meta.world.now(), own };
  meta.memory.messages.push(stored);
  return stored;
}

function tell(
  meta: Meta,
  { accountId, customerId }: StoredMessage,
  field: string,
  event: object,
): Promise<boolean> {
  const object = pageById(accountId) ? 'page' : 'instagram';
  const at = meta.world.now();
  const act = { kind: 'read', surface: 'main', accountId, customerId, messageId: '', at } as const;
  return deliver(meta, accountId, field, deliveryOf(object, act, event));
}

function ofConversation({ memory }: Meta, accountId: string, customerId: string): StoredMessage[] {
  return memory.messages.filter((one) => one.accountId === accountId && one.customerId === customerId);
}

function onPhone(meta: Meta, { mid, own, file, text, at }: StoredMessage): PhoneMessage {
  const digest = file && fileById(meta, file.id)?.digest;
  return {
    messageId: mid,
    from: own ? 'merchant' : 'customer',
    kind: file?.kind ?? 'text',
    text: file ? null : text,
    ...(digest === undefined ? {} : { fileDigest: digest }),
    at,
  };
}
