import { ROUTES } from '../meta-world.ts';
import {
  act,
  DAY,
  edgesSince,
  type MessagingWorld,
  messagesIn,
  messagingWorld,
  parsedSince,
  phone,
  received,
  send,
  text,
} from './messaging-world.ts';

const PERSON = '7100000000000044';
/** The same person, in public. */
const COMMENTER = `comment/${PERSON}`;

describe.each(ROUTES)('comments of $platform by the $login login', (route) => {
  let world: MessagingWorld;
  beforeEach(async () => {
    world = await messagingWorld(route, ['inbox', 'comments']);
  });
  afterEach(() => world.stop());

  async function commented(words = 'ราคาเท่าไรคะ') {
    const before = world.deliveries.length;
    await act(world, { kind: 'message', customerId: COMMENTER, text: words });
    const [comment] = messagesIn(parsedSince(world, before));
    if (!comment) throw new Error('no comment was delivered');
    return comment;
  }

  it('are read from the delivery, as somebody’s own thread', async () => {
    const comment = await commented();
    expect(comment).toMatchObject({
      kind: 'comment',
      direction: 'inbound',
      text: 'ราคาเท่าไรคะ',
      customer: { key: PERSON },
      thread: { kind: 'comment', id: comment.platformMessageId },
    });
  });

  it('are answered in public, once, by one call, and the answer comes back as ours', async () => {
    const { thread } = await commented();
    const [deliveries, calls] = [world.deliveries.length, world.sandbox.calls.length];
    const sent = await send(world, text('290 บาทค่ะ'), { to: { thread } });
    expect(await phone(world, COMMENTER)).toMatchObject([
      { from: 'customer', text: 'ราคาเท่าไรคะ' },
      { from: 'merchant', text: '290 บาทค่ะ', messageId: sent.platformMessageId },
    ]);
    expect(await phone(world, PERSON)).toEqual([]);
    expect(edgesSince(world, calls)).toEqual([
      route.platform === 'facebook' ? 'POST comments' : 'POST replies',
    ]);
    expect(messagesIn(parsedSince(world, deliveries))).toMatchObject([
      { direction: 'outbound', platformMessageId: sent.platformMessageId, text: '290 บาทค่ะ', thread },
    ]);
  });

  it('have no window', async () => {
    const { thread } = await commented();
    world.clock.moveTo(world.clock.now() + 30 * DAY);
    await send(world, text('ขอโทษที่ตอบช้าค่ะ'), { to: { thread } });
    expect(await received(world, COMMENTER)).toHaveLength(1);
  });

  it('are answered with words only', async () => {
    const { thread } = await commented();
    const before = world.sandbox.calls.length;
    const file = world.fileOf(Buffer.from('png'), 'image/png');
    await expect(send(world, { kind: 'image', file }, { to: { thread } })).rejects.toMatchObject({
      kind: 'content_refused',
    });
    expect(world.sandbox.calls.length).toBe(before);
  });

  it('cannot be answered when they are not there, or not ours', async () => {
    await commented();
    const to = { thread: { kind: 'comment', id: '5550001_999' } } as const;
    await expect(send(world, text('ค่ะ'), { to })).rejects.toMatchObject({
      kind: 'not_found',
      platformCode: '100/33',
    });
  });

  it('F13: are not answered twice when the answer was lost', async () => {
    const { thread } = await commented();
    const path = route.platform === 'facebook' ? '/comments' : '/replies';
    world.sandbox.addFault({ path, how: 'lost', times: 1 });
    await expect(send(world, text('ค่ะ'), { to: { thread } })).rejects.toMatchObject({ mayHaveArrived: true });
    expect(await received(world, COMMENTER)).toHaveLength(1);
  });

  it('may be answered in the platform’s own app', async () => {
    await expect(act(world, { kind: 'app_message', customerId: COMMENTER, text: 'x' })).rejects.toThrow(
      /no comment/,
    );
    const { thread } = await commented();
    const before = world.deliveries.length;
    await act(world, { kind: 'app_message', customerId: COMMENTER, text: 'ตอบจากแอป' });
    expect(messagesIn(parsedSince(world, before))).toMatchObject([
      { direction: 'outbound', text: 'ตอบจากแอป', thread },
    ]);
  });

  it('have neither files nor receipts in the sandbox', async () => {
    const file = { kind: 'image', base64: '', mimeType: 'image/png', name: 'a' } as const;
    await expect(act(world, { kind: 'file', customerId: COMMENTER, file })).rejects.toThrow(
      /comments with files/,
    );
    await expect(act(world, { kind: 'read', customerId: COMMENTER })).rejects.toThrow(/who read a comment/);
  });
});

it.each(ROUTES)('comments of $platform by the $login login need their permission', async (route) => {
  const world = await messagingWorld(route, ['inbox']);
  const told = (await act(world, { kind: 'message', customerId: COMMENTER, text: 'ราคา' })) as {
    messageId: string;
  };
  const to = { thread: { kind: 'comment', id: told.messageId } } as const;
  await expect(send(world, text('ค่ะ'), { to })).rejects.toMatchObject({ kind: 'permission_missing' });
  expect(await received(world, COMMENTER)).toEqual([]);
  await world.stop();
});
