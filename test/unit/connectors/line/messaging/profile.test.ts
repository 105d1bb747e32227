import type { PersonAtPlatform } from '../../../../../lambdas/ports/account-messaging.ts';
import { CUSTOMER, fakeLine, GOOD, someAccount } from '../access/line-world.ts';
import {
  direct,
  GROUP,
  type MessagingWorld,
  messagingOfLine,
  messagingWorld,
  onPhone,
  ROOM,
  write,
} from './messaging-world.ts';

let world: MessagingWorld;
beforeEach(async () => {
  world = await messagingWorld();
});
afterEach(() => world.stop());

const profileOf = async (person: PersonAtPlatform, { calls, account } = world) =>
  (await messagingOfLine()).profile(calls, account, person);
const customer = { platformUserId: CUSTOMER, thread: direct() };

describe('who somebody is', () => {
  it('of who wrote: name and picture', async () => {
    await write(world);
    expect(await profileOf(customer)).toEqual({
      displayName: `ลูกค้า ${CUSTOMER.slice(-4)}`,
      avatarUrl: expect.stringMatching(/^https:\/\/profile\.line-scdn\.net\//),
    });
  });

  it('of nobody else, and of nobody who blocked the account, until that ends', async () => {
    expect(await profileOf(customer)).toBeNull();
    await onPhone(world, 'add');
    expect(await profileOf(customer)).not.toBeNull();
    await onPhone(world, 'block');
    expect(await profileOf(customer)).toBeNull();
  });

  it.each([
    ['group', GROUP],
    ['room', ROOM],
  ] as const)('of somebody in a %s, who need not be a friend', async (_kind, id) => {
    const { thread, customer: member } = await write(world, 'สวัสดี', id);
    const platformUserId = member?.platformUserId ?? '';
    expect(await profileOf({ platformUserId, thread })).toMatchObject({
      displayName: `สมาชิก ${platformUserId.slice(-4)}`,
    });
    expect(await profileOf({ platformUserId: CUSTOMER, thread })).toBeNull();
    expect(await profileOf({ platformUserId, thread: direct(platformUserId) })).toBeNull();
  });

  it('where the group stands for a person: the group’s name; rooms have none', async () => {
    const group = await write(world, 'สวัสดี', GROUP);
    expect(await profileOf({ platformUserId: GROUP, thread: group.thread })).toEqual({
      displayName: `กลุ่ม ${GROUP.slice(-4)}`,
    });
    const room = await write(world, 'สวัสดี', ROOM);
    expect(await profileOf({ platformUserId: ROOM, thread: room.thread })).toBeNull();
  });

  it('by a module, under its ids', async () => {
    const attached = await messagingWorld('module');
    try {
      for (const chat of [CUSTOMER, GROUP]) {
        const { thread, customer: person } = await write(attached, 'สวัสดี', chat);
        const platformUserId = person?.platformUserId ?? '';
        expect(platformUserId).toMatch(/^LU/);
        expect(await profileOf({ platformUserId, thread }, attached)).toMatchObject({
          displayName: expect.any(String),
        });
      }
    } finally {
      await attached.stop();
    }
  });

  const answered = async (answer: object, person: PersonAtPlatform = customer) => {
    const { calls, sent } = fakeLine({ ...GOOD, [`/v2/bot/profile/${CUSTOMER}`]: answer });
    const profile = (await messagingOfLine()).profile(calls, someAccount(), person);
    return { profile: await profile.catch((error: unknown) => error), sent };
  };

  it.each([
    [{ body: { userId: CUSTOMER } }, {}],
    [{ body: { displayName: '', pictureUrl: 'javascript:alert(1)' } }, {}],
    [{ body: { displayName: 'มะลิ', statusMessage: 'อยู่บ้าน' } }, { displayName: 'มะลิ' }],
    [{ status: 400 }, null],
    [{ status: 404 }, null],
  ])('%j is %j', async (answer, expected) => {
    expect((await answered(answer)).profile).toEqual(expected);
  });

  it.each([
    [401, 'token_invalid'],
    [403, 'app_refused'],
    [429, 'rate_limited'],
    [500, 'unavailable'],
  ])('%i says nothing about the person: %s', async (status, kind) => {
    expect((await answered({ status })).profile).toMatchObject({ kind });
  });

  it('an id is no path', async () => {
    const { sent } = await answered({}, { platformUserId: '../info?x', thread: direct() });
    expect(sent.at(-1)?.url).toBe('https://api.line.me/v2/bot/profile/..%2Finfo%3Fx');
  });
});
