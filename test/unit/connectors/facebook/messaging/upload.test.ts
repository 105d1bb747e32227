import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { fakeCalls, graphError } from '../../meta/fake-calls.ts';
import {
  act,
  batchOf,
  DAY,
  edgesSince,
  type MessagingWorld,
  messagesIn,
  messagingWorld,
  parsedSince,
  received,
  send,
  sha256,
} from '../../meta/messaging/messaging-world.ts';
import { PAGE_ROUTE } from '../../meta/meta-world.ts';

const UPLOAD = '/message_attachments';

describe('files of Messenger go before the message that names them', () => {
  let world: MessagingWorld;
  beforeEach(async () => {
    world = await messagingWorld(PAGE_ROUTE);
  });
  afterEach(() => world.stop());

  const picture = (bytes = 'png', name = 'a.png') => ({
    kind: 'image' as const,
    file: world.fileOf(Buffer.from(bytes), 'image/png', name),
  });

  it.each(['ใบเสนอราคา ก.ค..pdf', 'a "quoted"; name=x.pdf', "it's 100%.pdf"])(
    'keeps the name: %s',
    async (name) => {
      const before = world.deliveries.length;
      const file = world.fileOf(Buffer.from('pdf'), 'application/pdf', name);
      await send(world, { kind: 'file', file });
      const [echo] = messagesIn(parsedSince(world, before));
      expect(echo?.attachments).toMatchObject([{ kind: 'file', name }]);
    },
  );

  it('F13: repeats the upload whose answer was lost, and reaches the customer once', async () => {
    world.sandbox.addFault({ path: UPLOAD, how: 'lost', times: 2 });
    const before = world.sandbox.calls.length;
    await send(world, picture('lost'));
    expect(edgesSince(world, before)).toEqual([
      'POST message_attachments',
      'POST message_attachments',
      'POST message_attachments',
      'POST messages',
    ]);
    expect(await received(world)).toMatchObject([{ kind: 'image', fileDigest: sha256(Buffer.from('lost')) }]);
  });

  it('F13: knows that nobody has a message whose upload failed', async () => {
    world.sandbox.addFault({ path: UPLOAD, how: 'lost', times: 3 });
    const error = await send(world, picture()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EgressError);
    expect(error).toMatchObject({ mayHaveArrived: false, kind: 'interrupted', platform: 'facebook' });
    world.sandbox.addFault({ path: UPLOAD, how: { answer: 503 }, times: 3 });
    await expect(send(world, picture())).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await received(world)).toEqual([]);
  });

  it('does not repeat the message when its own answer was lost', async () => {
    world.sandbox.addFault({ path: '/messages', how: 'lost', times: 1 });
    await expect(send(world, picture())).rejects.toMatchObject({ mayHaveArrived: true });
    expect(await received(world)).toHaveLength(1);
  });

  it('is refused where messages would be: without the permission, by a suspended Page', async () => {
    await act(world, { kind: 'suspend', on: true });
    await expect(send(world, picture())).rejects.toMatchObject({ kind: 'account_suspended' });
  });

  it('tries once more what took Meta too long, and nothing else', async () => {
    const good = { body: { attachment_id: '5', message_id: 'm_1' } };
    for (const [sub, uploads, kind] of [
      [2018294, 2, null],
      [2018294, 2, 'content_refused'],
      [2018047, 1, 'content_refused'],
    ] as const) {
      const failing = graphError(100, sub);
      const answers = kind ? failing : [failing, good];
      const calls = fakeCalls({ [UPLOAD]: answers, '/messages': good });
      const sending = world.messaging.send(calls, world.account, batchOf(world, picture()));
      if (kind) await expect(sending).rejects.toMatchObject({ kind });
      else await expect(sending).resolves.toEqual([{ platformMessageId: 'm_1' }]);
      expect(calls.made.filter(({ url }) => url.includes(UPLOAD))).toHaveLength(uploads);
    }
  });

  it('does not send without an id', async () => {
    const calls = fakeCalls({ [UPLOAD]: { body: {} } });
    await expect(world.messaging.send(calls, world.account, batchOf(world, picture()))).rejects.toMatchObject(
      {
        kind: 'unavailable',
      },
    );
    expect(calls.made).toHaveLength(1);
  });

  it('never asks for an address: the bytes are enough', async () => {
    const { file } = picture('bytes');
    const link = () => Promise.reject(new Error('asked for an address'));
    await send(world, { kind: 'image', file: { ...file, link, previewLink: link } });
    expect(await received(world)).toHaveLength(1);
  });
});

describe('Meta’s sandbox and uploads', () => {
  let world: MessagingWorld;
  beforeEach(async () => {
    world = await messagingWorld(PAGE_ROUTE);
  });
  afterEach(() => world.stop());

  /** An attachment id, and the message in which it is sent. */
  async function sentById(attachment: object): Promise<unknown> {
    const file = world.fileOf(Buffer.from('png'), 'image/png');
    const replaced = {
      send: (call: Parameters<typeof world.calls.send>[0]) =>
        call.url.includes('/messages')
          ? world.calls.send({
              ...call,
              body: JSON.stringify({ ...JSON.parse(`${call.body}`), message: { attachment } }),
            })
          : world.calls.send(call),
    };
    return world.messaging
      .send(replaced, world.account, batchOf(world, { kind: 'image', file }))
      .catch((e: unknown) => e);
  }

  it.each([
    ['an unknown id', { type: 'image', payload: { attachment_id: '999' } }, '100/2018074'],
    ['no payload', { type: 'image' }, '100'],
    ['an unknown type', { type: 'sticker', payload: { attachment_id: '1' } }, '100'],
    [
      'an address that is not https',
      { type: 'image', payload: { url: 'http://files.example/a.png' } },
      '100/2018008',
    ],
  ])('refuses %s', async (_, attachment, platformCode) => {
    expect(await sentById(attachment)).toMatchObject({ platformCode });
    expect(await received(world)).toEqual([]);
  });

  it('lets an id end after 90 days', async () => {
    let body = '';
    const spying = {
      send: async (call: Parameters<typeof world.calls.send>[0]) => {
        if (call.url.includes('/messages')) body = `${call.body}`;
        return world.calls.send(call);
      },
    };
    const file = world.fileOf(Buffer.from('png'), 'image/png');
    await world.messaging.send(spying, world.account, batchOf(world, { kind: 'image', file }));
    const again = JSON.parse(body).message.attachment as object;
    expect(await sentById(again)).toEqual([{ platformMessageId: expect.any(String) }]);
    expect(await sentById({ ...again, type: 'video' })).toMatchObject({ platformCode: '100/2018047' });
    world.clock.moveTo(world.clock.now() + 90 * DAY);
    await act(world, { kind: 'message', customerId: '7100000000000011', text: 'อีกครั้ง' });
    expect(await sentById(again)).toMatchObject({ platformCode: '100/2018074' });
  });
});
