import { EgressGate } from '../../../../../lambdas/egress/egress-gate.ts';
import type { SandboxAction } from '../../../../../local/sandbox/platform-sandbox.ts';
import { APPS, ROUTES } from '../meta-world.ts';
import {
  act,
  CUSTOMER,
  DAY,
  type MessagingWorld,
  messagesIn,
  messagingWorld,
  parsedSince,
  phone,
  send,
  sha256,
  text,
} from './messaging-world.ts';

describe.each(ROUTES)('the customer’s phone, $platform by the $login login', (route) => {
  let world: MessagingWorld;
  const isPage = route.platform === 'facebook';
  beforeEach(async () => {
    world = await messagingWorld(route);
  });
  afterEach(() => world.stop());

  const fileAct = (kind: 'image' | 'video' | 'audio' | 'file', bytes: Buffer) =>
    act(world, {
      kind: 'file',
      customerId: CUSTOMER,
      file: { kind, base64: bytes.toString('base64'), mimeType: 'application/pdf', name: 'สลิป 1.pdf' },
    });

  /** As the worker would: through the gate, from the platform's media hosts. */
  async function fetched(url: string) {
    const { manifest, clock, sandbox } = world;
    const gate = new EgressGate({ manifests: [manifest], clock, base: sandbox.base });
    const call = { platform: manifest.id, purpose: 'media', method: 'GET', url, idempotent: true } as const;
    const { status, headers, body } = await gate.request(call);
    return { status, type: headers['content-type'], digest: sha256(body) };
  }

  it.each(['image', 'video', 'audio', 'file'] as const)(
    'sends a file that can be fetched: %s',
    async (kind) => {
      const bytes = Buffer.from(`${kind} \0\xff`);
      const before = world.deliveries.length;
      const told = (await fileAct(kind, bytes)) as { messageId: string; delivered: boolean };
      expect(told.delivered).toBe(true);
      const [message] = messagesIn(parsedSince(world, before));
      expect(message).toMatchObject({
        direction: 'inbound',
        kind,
        platformMessageId: told.messageId,
        text: null,
      });
      expect(message?.attachments[0]?.name).toBe(isPage && kind === 'file' ? 'สลิป 1.pdf' : undefined);
      const url = message?.attachments[0]?.url ?? '';
      expect(await fetched(url)).toEqual({ status: 200, type: 'application/pdf', digest: sha256(bytes) });
      expect((await phone(world)).at(-1)).toEqual({
        messageId: told.messageId,
        from: 'customer',
        kind,
        text: null,
        fileDigest: sha256(bytes),
        at: world.clock.now(),
      });
    },
  );

  it('has addresses that end, and that nobody can guess', async () => {
    const before = world.deliveries.length;
    await fileAct('image', Buffer.from('png'));
    const url = messagesIn(parsedSince(world, before))[0]?.attachments[0]?.url ?? '';
    expect((await fetched(url.replace(/(oh|signature)=[^&]+/, '$1=x'))).status).toBe(403);
    expect((await fetched(url.replace(/\d{17}/, '1'.repeat(17)))).status).toBe(404);
    world.clock.moveTo(world.clock.now() + 3 * DAY);
    expect((await fetched(url)).status).toBe(403);
  });

  it('has the file in the history, too', async () => {
    await fileAct('image', Buffer.from('png'));
    const since = world.clock.now() - DAY;
    const page = await world.access.history?.(world.calls, world.account, { since, cursor: null });
    expect(messagesIn(page?.items ?? []).map(({ kind, attachments }) => [kind, attachments.length])).toEqual([
      ['image', 1],
      ['text', 0],
    ]);
  });

  it('tells what was written in the platform’s own app: no name of ours, another application', async () => {
    const before = world.deliveries.length;
    const told = (await act(world, { kind: 'app_message', customerId: CUSTOMER, text: 'จากแอป' })) as object;
    const [echo] = messagesIn(parsedSince(world, before));
    expect(told).toEqual({ messageId: echo?.platformMessageId, delivered: true });
    expect(echo).toMatchObject({ direction: 'outbound', text: 'จากแอป', author: { type: 'external' } });
    expect(echo).not.toHaveProperty('echoName');
    expect(echo?.data).toEqual(isPage ? { appId: '26390203743090' } : {});
    expect(echo?.data.appId).not.toBe(APPS.meta?.appId);
    expect((await phone(world)).at(-1)).toMatchObject({ from: 'merchant', text: 'จากแอป' });
  });

  it('tells what was read, and on Messenger what arrived', async () => {
    const { platformMessageId } = await send(world, text('ค่ะ'));
    const before = world.deliveries.length;
    expect(await act(world, { kind: 'read', customerId: CUSTOMER })).toEqual({ delivered: true });
    const upTo = world.clock.now();
    expect(parsedSince(world, before)).toMatchObject(
      isPage
        ? [
            { type: 'receipt', state: 'delivered', upTo },
            { type: 'receipt', state: 'read', upTo },
          ]
        : [{ type: 'receipt', state: 'read', platformMessageId }],
    );
  });

  it('shows each conversation apart, and nothing of strangers', async () => {
    await act(world, { kind: 'message', customerId: '7100000000000012', text: 'คนอื่น' });
    expect((await phone(world)).map((one) => one.text)).toEqual(['สวัสดีค่ะ']);
    expect(await phone(world, '7100000000000099')).toEqual([]);
  });

  it('says in plain words what cannot be', async () => {
    const stranger = '7100000000000099';
    await expect(act(world, { kind: 'read', customerId: CUSTOMER })).rejects.toThrow(/sent nothing/);
    await expect(act(world, { kind: 'app_message', customerId: stranger, text: 'x' })).rejects.toThrow(
      /never wrote/,
    );
    await expect(act(world, { kind: 'dance' } as never)).rejects.toThrow('Meta cannot do "dance"');
    const nowhere: SandboxAction = { kind: 'phone', accountId: '1', customerId: CUSTOMER };
    await expect(world.sandbox.act('meta', nowhere)).rejects.toThrow(/no account 1/);
  });
});
