import {
  MAX_MESSAGES,
  MAX_SOCKETS_OF_MEMBER,
  SOCKET_LIFE_MS,
  TICKET_LIFE_MS,
} from '../../../../lambdas/domain/live-socket.ts';
import { NOON } from '../../../support/agent-world.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { CONSOLE, LiveWorld } from '../../../support/live-world.ts';

let world: LiveWorld;
captureLog();
beforeEach(() => {
  world = new LiveWorld();
});

const ids = async (workspaceId = 'ws_a') =>
  (await world.sockets.of(workspaceId)).map(({ connectionId }) => connectionId);

describe('S08: a socket is opened', () => {
  it('with a ticket, once', async () => {
    world.addMember('u1');
    const ticket = await world.ticket('u1');
    expect(await world.handshake('c1', { ticket })).toBe(200);
    expect(await world.handshake('c2', { ticket })).toBe(403);
    expect(await ids()).toEqual(['c1']);
  });

  it('by one of two who come with the same ticket at the same moment', async () => {
    world.addMember('u1');
    const ticket = await world.ticket('u1');
    const both = await Promise.all([world.handshake('c1', { ticket }), world.handshake('c2', { ticket })]);
    expect(both.sort()).toEqual([200, 403]);
  });

  it('not without a ticket, with a made-up one, or a minute later', async () => {
    world.addMember('u1');
    const ticket = await world.ticket('u1');
    expect(await world.handshake('c1', {})).toBe(403);
    expect(await world.handshake('c1', { ticket: `${ticket}x` })).toBe(403);
    world.clock.moveTo(NOON + TICKET_LIFE_MS);
    expect(await world.handshake('c1', { ticket })).toBe(403);
  });

  it('by a page of ours or by a program, and a foreign page does not even use up the ticket', async () => {
    world.addMember('u1');
    const ticket = await world.ticket('u1');
    for (const Origin of ['https://evil.example', 'null', `${CONSOLE}.evil.example`, ''])
      expect(await world.handshake('c1', { ticket }, { Origin })).toBe(403);
    expect(await world.handshake('c1', { ticket }, { origin: CONSOLE })).toBe(200);
    expect(await world.handshake('c2', { ticket: await world.ticket('u1') }, {})).toBe(200);
  });

  it('S05: for the workspace that the member belongs to now, whatever the ticket or the request says', async () => {
    world.addMember('u1');
    const ticket = await world.ticket('u1');
    world.addMember('u1', { workspaceId: 'ws_b', role: 'agent' });
    expect(await world.handshake('c1', { ticket })).toBe(403);
    world.members.memberships.delete('u2');
    expect(await world.handshake('c1', { ticket: await world.ticket('u2') })).toBe(403);
    const other = await world.ticket('u1', 'ws_b');
    expect(await world.handshake('c1', { ticket: other, workspaceId: 'ws_a' })).toBe(200);
    expect([await ids(), await ids('ws_b')]).toEqual([[], ['c1']]);
  });

  it('keeps nothing of the ticket that opens anything', async () => {
    const ticket = await world.ticket('u1');
    expect(JSON.stringify([...world.aws.table('Inbox')])).not.toContain(ticket);
  });

  it('S16: so many times by one member', async () => {
    for (let i = 0; i < MAX_SOCKETS_OF_MEMBER; i++) await world.open(`c${i}`, 'u1');
    expect(await world.handshake('more', { ticket: await world.ticket('u1') })).toBe(429);
    await world.leave('c0');
    expect(await world.handshake('more', { ticket: await world.ticket('u1') })).toBe(200);
  });
});

describe('what is said on a socket', () => {
  it('is answered when it is known what the browser shows, with who else looks at it', async () => {
    await world.open('c1', 'u1', { conversationId: 'conv' });
    await world.open('c2', 'u2', { conversationId: 'conv' });
    expect(world.push.take('c2')).toEqual([
      {
        type: 'ready',
        cursor: expect.stringMatching(/^[0-9a-z]+$/),
        conversationId: 'conv',
        reread: false,
        viewers: ['u1'],
      },
    ]);
  });

  it('F22: whoever was told before has to read again', async () => {
    await world.open('c1', 'u1', { after: 'abc' });
    expect(world.push.take('c1')).toMatchObject([{ type: 'ready', reread: true }]);
    await world.handshake('c2', { ticket: await world.ticket('u1'), after: 'abc' });
    await world.say('c2', { type: 'view', inbox: true });
    await world.say('c2', { type: 'view', inbox: true, conversationId: 'conv' });
    expect(world.push.take('c2').map(({ reread }) => reread)).toEqual([true, false]);
  });

  it.each([
    ['no JSON', '{'],
    ['another type', { type: 'shout' }],
    ['more than it may', { type: 'typing', workspaceId: 'ws_b' }],
    ['an id that is none', { type: 'view', inbox: true, conversationId: 'a#b' }],
    ['too much', { type: 'view', inbox: true, conversationId: 'a'.repeat(2_000) }],
  ])('is not understood: %s', async (_what, message) => {
    await world.open('c1', 'u1');
    await world.say('c1', message);
    expect(world.push.take('c1')).toEqual([{ type: 'error', code: 'invalid_message' }]);
  });

  it('S16: is too much at some point, and the socket is closed', async () => {
    await world.open('c1', 'u1');
    for (let i = 0; i < MAX_MESSAGES; i++) await world.say('c1', { type: 'ping' });
    expect(world.push.closed).toEqual([]);
    await world.say('c1', { type: 'ping' });
    expect([world.push.closed, await ids()]).toEqual([['c1'], []]);
  });

  it('counts by the minute', async () => {
    await world.open('c1', 'u1');
    for (let i = 0; i < MAX_MESSAGES; i++) await world.say('c1', { type: 'ping' });
    world.clock.moveTo(NOON + 60_000);
    await world.say('c1', { type: 'ping' });
    expect(world.push.closed).toEqual([]);
  });

  it('does not bring a closed socket back', async () => {
    await world.open('c1', 'u1');
    await world.leave('c1');
    await world.say('c1', { type: 'view', inbox: true });
    expect(await ids()).toEqual([]);
  });

  it('one that says nothing of the view does not bring back an earlier one', async () => {
    await world.open('c1', 'u1', { conversationId: 'one' });
    const [socket] = await world.sockets.of('ws_a');
    await world.say('c1', { type: 'view', inbox: true, conversationId: 'two' });
    if (socket) await world.sockets.change(socket, { heard: socket.heard });
    expect(await world.sockets.of('ws_a')).toMatchObject([{ view: { conversationId: 'two' } }]);
  });

  it('is over after two hours, though the database has not removed it', async () => {
    await world.open('c1', 'u1');
    world.clock.moveTo(NOON + SOCKET_LIFE_MS);
    expect([await ids(), world.aws.table('Inbox').size]).toEqual([[], 1]);
  });
});

describe('presence', () => {
  beforeEach(async () => {
    await world.open('c1', 'u1', { conversationId: 'conv' });
    await world.open('c2', 'u2', { conversationId: 'conv' });
    await world.open('c3', 'u3', { conversationId: 'other' });
    for (const id of ['c2', 'c3']) world.push.take(id);
  });
  const presence = (userId: string, state: string) => ({
    type: 'presence',
    conversationId: 'conv',
    userId,
    state,
  });

  it('is told to the others at the same conversation, and to nobody else', async () => {
    expect(world.push.take('c1').slice(1)).toEqual([presence('u2', 'viewing')]);
    await world.say('c2', { type: 'typing' });
    expect(world.push.take('c1')).toEqual([presence('u2', 'typing')]);
    await world.say('c2', { type: 'view', inbox: true });
    expect(world.push.take('c1')).toEqual([presence('u2', 'left')]);
    expect([world.push.take('c2').map(({ type }) => type), world.push.take('c3')]).toEqual([['ready'], []]);
  });

  it('ends with the socket, unless the member looks from another window', async () => {
    await world.open('c4', 'u2', { conversationId: 'conv' });
    world.push.take('c1');
    await world.leave('c2');
    expect(world.push.take('c1')).toEqual([]);
    await world.leave('c4');
    expect(world.push.take('c1')).toEqual([presence('u2', 'left')]);
  });

  it('is kept nowhere', async () => {
    const before = JSON.stringify([...world.aws.table('Inbox')]).length;
    await world.say('c2', { type: 'typing' });
    expect(JSON.stringify([...world.aws.table('Inbox')]).length).toBe(before);
  });
});
