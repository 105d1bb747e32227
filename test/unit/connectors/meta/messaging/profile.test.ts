import { CUSTOMERS } from '../../../../../local/sandbox/meta/people.ts';
import { fakeCalls, graphError } from '../fake-calls.ts';
import { ROUTES } from '../meta-world.ts';
import { act, CUSTOMER, type MessagingWorld, messagingWorld } from './messaging-world.ts';

describe.each(ROUTES)('profiles of $platform by the $login login', (route) => {
  let world: MessagingWorld;
  const isPage = route.platform === 'facebook';
  beforeEach(async () => {
    world = await messagingWorld(route);
  });
  afterEach(() => world.stop());

  const profileOf = async (platformUserId: string, calls = world.calls) => {
    const person = { platformUserId, thread: { kind: 'direct', id: platformUserId } } as const;
    return world.messaging.profile?.(calls, world.account, person);
  };

  it('say who wrote, with a picture that can be fetched', async () => {
    const profile = await profileOf(CUSTOMER);
    expect(profile).toEqual({ displayName: 'ลูกค้า 011', avatarUrl: expect.stringMatching(/^https:/) });
    const url = profile?.avatarUrl?.replace('https://', `${world.sandbox.base}/`) ?? '';
    expect((await fetch(url)).headers.get('content-type')).toBe('image/png');
  });

  it('are not told of people who never wrote', async () => {
    expect(await profileOf('7100000000000099')).toBeNull();
  });

  it('are asked with one call for three or four fields, and no more', async () => {
    const calls = fakeCalls({ http: { body: { name: 'น้อย' } } });
    expect(await profileOf('7', calls)).toEqual({ displayName: 'น้อย' });
    const [call, ...more] = calls.made;
    const fields = new URL(call?.url ?? '').searchParams.get('fields');
    expect(fields).toBe(isPage ? 'name,first_name,last_name,profile_pic' : 'name,username,profile_pic');
    expect(more).toEqual([]);
    expect(call).toMatchObject({ method: 'GET', idempotent: true });
  });

  it('are not asked for of people who comment', async () => {
    const person = { platformUserId: CUSTOMER, thread: { kind: 'comment', id: '1' } } as const;
    expect(await world.messaging.profile?.(fakeCalls({}), world.account, person)).toBeNull();
  });

  it.each([
    [{ first_name: 'สม', last_name: 'ใจ' }, { displayName: 'สม ใจ' }],
    [{ name: null, username: 'som.jai', profile_pic: null }, { displayName: 'som.jai' }],
    [{ name: '', first_name: 'สม' }, { displayName: 'สม' }],
    [{ name: 'สม', profile_pic: 'javascript:alert(1)' }, { displayName: 'สม' }],
    [{ profile_pic: 'https://p.example/1?sig=%2B' }, { avatarUrl: 'https://p.example/1?sig=%2B' }],
    [{ id: '7' }, null],
    [{}, null],
  ])('are read from %j', async (body, expected) => {
    expect(await profileOf('7', fakeCalls({ http: { body } }))).toEqual(expected);
  });

  it.each([
    [100, 33],
    [100, 2018218],
    [100, 2018247],
    [230, undefined],
    [100, 2018001],
    [200, undefined],
    [10, undefined],
    [3, undefined],
  ])('are null after %i/%s: the conversation goes on without', async (code, sub) => {
    expect(await profileOf('7', fakeCalls({ http: graphError(code, sub) }))).toBeNull();
  });

  it.each([
    ['authorization_gone', graphError(190, 463)],
    ['rate_limited', graphError(4)],
    ['unavailable', graphError(2, undefined, {}, 500)],
  ])('are refused like everything else: %s', async (kind, answer) => {
    await expect(profileOf('7', fakeCalls({ http: answer }))).rejects.toMatchObject({ kind });
  });

  it('are asked for again when the answer was lost', async () => {
    world.sandbox.addFault({ path: CUSTOMER, how: 'lost', times: 2 });
    expect(await profileOf(CUSTOMER)).toMatchObject({ displayName: 'ลูกค้า 011' });
  });

  it('are missing on Messenger for those who signed up by phone number', async () => {
    await act(world, { kind: 'message', customerId: CUSTOMERS.withoutProfile, text: 'ค่ะ' });
    const profile = await profileOf(CUSTOMERS.withoutProfile);
    if (isPage) expect(profile).toBeNull();
    else expect(profile?.displayName).toBe('ลูกค้า 218');
  });

  it('have neither a quota nor a call for files', () => {
    expect(world.messaging.quota).toBeUndefined();
    expect(world.messaging.source).toBeUndefined();
  });
});
