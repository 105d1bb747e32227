import { createHash } from 'node:crypto';
import { Problem } from '../cloud/problem.ts';
import type { Agent } from './agent.ts';
import type { AttachmentView, TourConversation } from './conversation.ts';
import { FILE_KINDS, type FileKind, type SampleFile, sampleFile } from './sample-files.ts';
import { until } from './until.ts';

type Say = (line: string) => void;

/** A customer sends a file of each kind; the agent opens them, and they are the same. @throws Problem */
export async function receiveFiles(
  talk: TourConversation,
  kinds: readonly FileKind[],
  say: Say,
): Promise<void> {
  const files = kinds.map((kind, i) => sampleFile(kind, Date.now() + i));
  const before = new Set((await talk.timeline()).map(({ id }) => id));
  for (const { bytes, ...file } of files) {
    const base64 = bytes.toString('base64');
    if (!(await talk.happens({ kind: 'file', file: { ...file, base64 }, prepared: true })))
      throw new Problem(`The platform does not deliver the customer's ${file.kind}.`);
  }
  await Promise.all(
    files.map(async (file) => {
      await open(talk, file, before);
      say(`  customer  ${lineOf(file)}: the agent opens the same bytes`);
    }),
  );
}

/** @param before ids of entries that were there already */
async function open(talk: TourConversation, { kind, bytes }: SampleFile, before: ReadonlySet<string>) {
  const attachment = await untilKept(talk, kind, before);
  const { body } = await talk.agent.call<{ url: string }>('GET', `/v1/attachments/${attachment.id}`);
  const shown = Buffer.from(await (await fetch(body.url)).arrayBuffer());
  if (!shown.equals(bytes)) throw new Problem(`The ${kind} that the agent opens is another one.`);
}

async function untilKept(
  talk: TourConversation,
  kind: FileKind,
  before: ReadonlySet<string>,
): Promise<AttachmentView> {
  let seen = 'no message';
  const attachment = await until(
    async () => {
      const message = (await talk.timeline()).find(
        (entry) => entry.kind === kind && entry.direction === 'inbound' && !before.has(entry.id),
      );
      const [found] = message?.attachments ?? [];
      seen = found ? `${found.state} ${found.reason ?? ''}` : 'no message';
      return found && found.state !== 'pending' ? found : undefined;
    },
    () => `the customer's ${kind} is kept (it is ${seen})`,
  );
  if (attachment.state !== 'stored') throw new Problem(`The customer's ${kind} is ${seen}.`);
  return attachment;
}

/** The agent sends a file of each kind; the customer's phone shows the same, once. @throws Problem */
export async function sendFiles(talk: TourConversation, kinds: readonly FileKind[], say: Say): Promise<void> {
  const files = kinds.map((kind, i) => sampleFile(kind, Date.now() + i));
  const written: { file: SampleFile; message: { id: string } }[] = [];
  for (const file of files) {
    const attachmentId = await upload(talk.agent, file);
    written.push({ file, message: await talk.write({ kind: file.kind, attachmentId }) });
  }
  for (const { file, message } of written) {
    const sent = await talk.untilSent(message, `The ${file.kind}`);
    await untilOnPhone(talk, file);
    say(`  agent     ${lineOf(file)} (${sent.state}): the phone shows the same bytes`);
  }
}

/** Puts a file where messages can name it. Answers its id. */
async function upload(agent: Agent, { name, mimeType, bytes }: SampleFile): Promise<string> {
  const { body: ticket } = await agent.call<{
    id: string;
    uploadUrl: string;
    headers: Record<string, string>;
  }>('POST', '/v1/attachments', { name, mimeType, size: bytes.length });
  const put = await fetch(ticket.uploadUrl, {
    method: 'PUT',
    headers: ticket.headers,
    body: new Uint8Array(bytes),
  });
  if (!put.ok) throw new Problem(`The upload was answered ${put.status}.`);
  return ticket.id;
}

function untilOnPhone(talk: TourConversation, { kind, bytes }: SampleFile): Promise<true> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  return until(
    async () => {
      const same = (await talk.phone()).filter(({ fileDigest }) => fileDigest === digest);
      if (same.length > 1) throw new Problem(`The customer's phone shows the ${kind} more than once.`);
      if (same[0] && same[0].kind !== kind) throw new Problem(`The ${kind} is shown as ${same[0].kind}.`);
      return same.length === 1 || undefined;
    },
    () => `the customer's phone shows the ${kind}`,
  );
}

/**
 * Tries to send a file of a kind that the platform does not take. Answers the rule by which the API refuses it; null when the platform takes
 * all kinds.
 * @throws Problem when it is not refused, or not by that rule
 */
export async function refusedKind(
  talk: TourConversation,
  kinds: readonly FileKind[],
): Promise<string | null> {
  const kind = FILE_KINDS.find((candidate) => !kinds.includes(candidate));
  if (kind === undefined) return null;
  const attachmentId = await upload(talk.agent, sampleFile(kind, Date.now()));
  const { status, body } = await talk.ask({ kind, attachmentId });
  const { code, details = [] } = body.error ?? {};
  if (status !== 422 || code !== 'kind_not_supported')
    throw new Problem(`A kind that the platform does not take (${kind}) was answered ${status} ${code}.`);
  return `${kind}: 422 ${code}, ${details.join(', ')}`;
}

function lineOf({ kind, name, bytes }: SampleFile): string {
  return `${kind.padEnd(5)}  ${name}, ${bytes.length} bytes`;
}
