import { line } from '../../../../../lambdas/connectors/line/index.ts';
import { completed, type LineMemory, newMemory } from '../../../../../local/sandbox/line/memory.ts';
import { CUSTOMER, MALI } from '../access/line-world.ts';
import {
  act,
  GROUP,
  type MessagingWorld,
  messagingWorld,
  onPhone,
  phone,
  ROOM,
  received,
  sendTo,
  text,
  write,
} from './messaging-world.ts';

let world: MessagingWorld;
beforeEach(async () => {
  world = await messagingWorld();
});
afterEach(() => world.stop());

/** What the newest delivery says. */
const newest = () => {
  const body = world.deliveries.at(-1)?.body ?? Buffer.alloc(0);
  return line.parse({ surface: 'main', body, receivedAt: world.clock.now() })[0];
};

describe('what happens on phones', () => {
  it('is shown from the oldest on, each chat by itself', async () => {
    await write(world, '1');
    await sendTo(world, [text('2')]);
    await write(world, 'กลุ่ม', GROUP);
    await act(world, { kind: 'app_message', customerId: CUSTOMER, text: '3' });
    await write(world, '4');
    expect((await phone(world)).map(({ from, text: words }) => `${from} ${words}`)).toEqual([
      'customer 1',
      'merchant 2',
      'merchant 3',
      'customer 4',
    ]);
    expect(await phone(world, ROOM)).toEqual([]);
  });

  it('in the merchant’s own app: LINE tells nobody, and nobody reads a receipt', async () => {
    await write(world);
    const before = world.deliveries.length;
    const written = await act(world, { kind: 'app_message', customerId: CUSTOMER, text: 'ค่ะ' });
    expect(written).toEqual({ messageId: expect.stringMatching(/^\d{18}$/), delivered: false });
    expect(await act(world, { kind: 'read', customerId: CUSTOMER })).toEqual({ delivered: false });
    expect(world.deliveries).toHaveLength(before);
  });

  it('nobody can be written to who never wrote', async () => {
    const nobody = act(world, { kind: 'app_message', customerId: CUSTOMER, text: 'ค่ะ' });
    await expect(nobody).rejects.toThrow('is not to be reached');
  });

  it('nobody can send a file to a LINE Login channel', async () => {
    const file = { kind: 'image', base64: '', mimeType: 'image/png', name: 'x' } as const;
    const action = { kind: 'file', accountId: '2007719001', customerId: CUSTOMER, file } as const;
    await expect(world.sandbox.act('line', action)).rejects.toThrow('nobody can write');
  });

  it('is told as LINE tells it', async () => {
    await onPhone(world, 'add');
    expect(newest()).toMatchObject({ type: 'event', event: 'follow', reachable: true });
    await onPhone(world, 'block');
    expect(newest()).toMatchObject({ type: 'event', event: 'unfollow', reachable: false });
    await onPhone(world, 'add', GROUP);
    expect(newest()).toMatchObject({ type: 'event', event: 'join', thread: { kind: 'group', id: GROUP } });
    await onPhone(world, 'block', GROUP);
    expect(newest()).toMatchObject({ type: 'event', event: 'leave', thread: { kind: 'group', id: GROUP } });
    const { platformMessageId } = await write(world);
    await onPhone(world, 'unsend', CUSTOMER, platformMessageId);
    expect(newest()).toMatchObject({ type: 'unsend', platformMessageId });
    expect(await phone(world)).toEqual([]);
  });

  it('has tokens to quote and to mark as read', async () => {
    await write(world);
    expect(received(world).handles).toEqual({
      quoteToken: expect.any(String),
      markAsReadToken: expect.any(String),
    });
  });

  it.each(['/chat/nobody/x', `/chat/${MALI}`])('%s is no page', async (path) => {
    expect((await fetch(`${world.sandbox.base}/line.me${path}`)).status).toBe(404);
  });
});

it('a memory of before is read on', () => {
  const { phone: _phone, files: _files, ...older } = newMemory();
  const memory = completed({ ...older, sent: [{ way: 'push' }] } as unknown as LineMemory);
  expect(memory).toMatchObject({ phone: [], files: {}, sent: [{ way: 'push' }] });
});
