import { createHash, randomUUID } from 'node:crypto';
import { connectors } from '../../lambdas/connectors/index.ts';
import { Problem } from '../cloud/problem.ts';
import type { Agent } from './agent.ts';
import type { TourLogin } from './logins.ts';
import { newPicture } from './picture.ts';
import type { PlayedAccount, SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';

/** What the picture part of a tour works with. */
export interface PictureTour {
  readonly agent: Agent;
  readonly control: SandboxControl;
  readonly login: TourLogin;
  readonly account: PlayedAccount;
  readonly customerId: string;
  readonly conversationId: string;
}

interface PictureMessage {
  readonly id: string;
  readonly kind?: string;
  readonly direction?: string;
  readonly state?: string;
  readonly failure?: { readonly code: string };
  readonly attachments?: readonly { readonly id: string; readonly state: string; readonly reason?: string }[];
}

/** A customer sends a picture; the agent opens it, and it is the same. @throws Problem */
export async function receivePicture(tour: PictureTour): Promise<void> {
  const { agent, control, account, customerId } = tour;
  const picture = newPicture(Date.now());
  const file = {
    kind: 'image',
    base64: picture.toString('base64'),
    mimeType: 'image/png',
    name: 'a.png',
  } as const;
  const act = { kind: 'file', accountId: account.accountId, customerId, file } as const;
  const answer = (await control.act(account.sandbox, act)) as { delivered: unknown } | null;
  if (!answer?.delivered) throw new Problem("The platform does not deliver the customer's picture.");
  let seen = 'no message';
  const attachment = await until(
    async () => {
      const newest = (await messagesOf(tour)).find(
        ({ kind, direction }) => kind === 'image' && direction === 'inbound',
      );
      const [found] = newest?.attachments ?? [];
      seen = found ? `${found.state} ${found.reason ?? ''}` : 'no message';
      return found && found.state !== 'pending' ? found : undefined;
    },
    () => `the customer's picture is kept (it is ${seen})`,
  );
  if (attachment.state !== 'stored') throw new Problem(`The customer's picture is ${seen}.`);
  const { body } = await agent.call<{ url: string }>('GET', `/v1/attachments/${attachment.id}`);
  const shown = Buffer.from(await (await fetch(body.url)).arrayBuffer());
  if (!shown.equals(picture)) throw new Problem('The picture that the agent sees is another one.');
}

/** The agent sends a picture; the customer's phone shows the same. @throws Problem */
export async function sendPicture(tour: PictureTour): Promise<boolean> {
  const { agent, control, login, account, customerId, conversationId } = tour;
  const { manifest } = connectors.find(({ manifest: { id } }) => id === login.platform) ?? {};
  const types = manifest?.outbound[manifest.logins[login.login]?.surface ?? 'main']?.image?.mimeTypes ?? [];
  if (!types.includes('image/png')) return false;
  const picture = newPicture(Date.now() + 1);
  const ask = { name: 'สีฟ้า.png', mimeType: 'image/png', size: picture.length };
  const { body: ticket } = await agent.call<{
    id: string;
    uploadUrl: string;
    headers: Record<string, string>;
  }>('POST', '/v1/attachments', ask);
  const put = await fetch(ticket.uploadUrl, {
    method: 'PUT',
    headers: ticket.headers,
    body: new Uint8Array(picture),
  });
  if (!put.ok) throw new Problem(`The upload was answered ${put.status}.`);
  const path = `/v1/conversations/${conversationId}/messages`;
  const headers = { 'idempotency-key': randomUUID() };
  const { body } = await agent.call<PictureMessage>(
    'POST',
    path,
    { kind: 'image', attachmentId: ticket.id },
    headers,
  );
  let seen = '';
  await until(
    async () => {
      const message = (await messagesOf(tour)).find(({ id }) => id === body.id);
      seen = `${message?.state ?? 'gone'} ${message?.failure?.code ?? ''}`;
      if (message?.state === 'failed')
        throw new Problem(`The picture was not sent: ${message.failure?.code ?? ''}.`);
      return /^(sent|delivered|read)$/.test(message?.state ?? '') || undefined;
    },
    () => `the picture is sent (it is ${seen})`,
  );
  const digest = createHash('sha256').update(picture).digest('hex');
  await until(
    async () => {
      const shown = (await control.phone(account, customerId)).filter(
        ({ fileDigest }) => fileDigest === digest,
      );
      if (shown.length > 1) throw new Problem("The customer's phone shows the picture more than once.");
      return shown.length === 1 || undefined;
    },
    () => "the customer's phone shows the picture",
  );
  return true;
}

async function messagesOf({ agent, conversationId }: PictureTour): Promise<readonly PictureMessage[]> {
  const path = `/v1/conversations/${conversationId}/timeline?limit=50`;
  return (await agent.call<{ items: PictureMessage[] }>('GET', path)).body.items;
}
