import {
  edgesSince,
  type MessagingWorld,
  messagingWorld,
  received,
  send,
  sha256,
} from '../../meta/messaging/messaging-world.ts';
import { LINKED_ROUTE, LOGIN_ROUTE } from '../../meta/meta-world.ts';

describe.each([LOGIN_ROUTE, LINKED_ROUTE])('files of Instagram are fetched by it ($login login)', (route) => {
  let world: MessagingWorld;
  beforeEach(async () => {
    world = await messagingWorld(route);
  });
  afterEach(() => world.stop());

  it('from the address, while it sends; the bytes do not go through us', async () => {
    const file = world.fileOf(Buffer.from('mp4'), 'video/mp4');
    const read = () => Promise.reject(new Error('asked for the bytes'));
    await send(world, { kind: 'video', file: { ...file, read } });
    expect(await received(world)).toMatchObject([{ kind: 'video', fileDigest: sha256(Buffer.from('mp4')) }]);
  });

  it.each([404, 500, 403])('is refused when the address answers %i, after one call', async (status) => {
    const before = world.sandbox.calls.length;
    const file = world.fileOf(Buffer.from('png'), 'image/png', 'a.png', status);
    await expect(send(world, { kind: 'image', file })).rejects.toMatchObject({
      kind: 'content_refused',
      platformCode: '100/2018008',
    });
    expect(edgesSince(world, before)).toEqual(['POST messages']);
    expect(await received(world)).toEqual([]);
  });

  it('F13: does not repeat a file whose answer was lost', async () => {
    world.sandbox.addFault({ path: '/messages', how: 'lost', times: 1 });
    const file = world.fileOf(Buffer.from('png'), 'image/png');
    await expect(send(world, { kind: 'image', file })).rejects.toMatchObject({ mayHaveArrived: true });
    expect(await received(world)).toHaveLength(1);
  });
});
