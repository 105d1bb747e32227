import { connectors } from '../../../../lambdas/connectors/index.ts';
import { ROLES } from '../../../../lambdas/domain/member.ts';
import { message } from '../../../../lambdas/runtime/agent-api/inbox-schemas.ts';
import { type Call, call, fullWorld } from '../../../support/agent-calls.ts';
import { anAnswer, DAY, LINE, NOON } from '../../../support/agent-world.ts';

async function setUp() {
  const { world, own, foreign } = await fullWorld();
  const post = (body: object | string, more: Partial<Call> & { readonly id?: string } = {}) => {
    const { id = own.conversation, ...rest } = more;
    return call(world.deps, {
      method: 'POST',
      path: `/v1/conversations/${id}/messages`,
      headers: { 'idempotency-key': 'key-1' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...rest,
    });
  };
  return { world, own, foreign, post };
}

const TEXT = { kind: 'text', text: 'มีค่ะ' };

describe('POST /v1/conversations/{id}/messages', () => {
  it('answers 202 with the message as it stands in the timeline', async () => {
    const { world, own, post } = await setUp();
    const { status, body } = await post({ ...TEXT, lastSeenEntryId: own.entry });
    expect(status).toBe(202);
    expect(message.safeParse(body).success).toBe(true);
    expect(body).toMatchObject({
      type: 'message',
      conversationId: own.conversation,
      direction: 'outbound',
      kind: 'text',
      text: 'มีค่ะ',
      state: 'queued',
      author: { type: 'agent', id: 'u_owner' },
      sentAt: new Date(NOON).toISOString(),
    });
    const path = `/v1/conversations/${own.conversation}/timeline`;
    const { body: timeline } = await call(world.deps, { path });
    expect(timeline.items).toContainEqual(body);
    expect(world.asked).toEqual([expect.objectContaining({ conversationId: own.conversation })]);
  });

  it('answers the same to the same request, and 409 to another with its key', async () => {
    const { world, post } = await setUp();
    const first = await post(TEXT);
    world.clock.moveTo(NOON + DAY);
    expect(await post(TEXT)).toMatchObject({ status: 202, body: { id: first.body.id } });
    const headers = { 'Idempotency-Key': 'key-1' };
    expect(await post(TEXT, { headers })).toMatchObject({ status: 400 });
    expect(await post({ kind: 'text', text: 'ไม่มีค่ะ' })).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_key_reused' } },
    });
  });

  it('answers 409 with the answer that the writer has not seen', async () => {
    const { world, own, post } = await setUp();
    await world.receive(LINE, anAnswer({ platformMessageId: '2002', sentAt: NOON }));
    const { status, body } = await post({ ...TEXT, lastSeenEntryId: own.entry });
    expect(status).toBe(409);
    expect(body.error).toEqual({
      code: 'answered_meanwhile',
      message: expect.any(String),
      details: [expect.stringMatching(/^entry: [0-9a-z]{9}\..*2002$/)],
    });
  });

  it('says 404 to an unknown conversation and to one of another workspace, alike', async () => {
    const { foreign, post } = await setUp();
    const [theirs, nobodys] = [
      await post(TEXT, { id: foreign.conversation }),
      await post(TEXT, { id: 'unknown' }),
    ];
    expect(theirs).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    expect(theirs.text).toBe(nobodys.text);
  });

  it('says 404 to a file that is not there', async () => {
    const { post } = await setUp();
    expect(await post({ kind: 'image', attachmentId: 'att_1' })).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
  });

  it.each([
    ['an empty text', { kind: 'text', text: ' ' }, 'text_empty', 'text: must say something'],
    [
      'a text that is too long for the platform',
      { kind: 'text', text: 'ก'.repeat(5_001) },
      'text_too_long',
      'text: at most 5000 UTF-16 units; this one has 5001',
    ],
  ])('says 422 and the rule to %s', async (_name, body, code, detail) => {
    const { post } = await setUp();
    expect(await post(body)).toMatchObject({ status: 422, body: { error: { code, details: [detail] } } });
  });

  it.each([
    ['window_closed', { openMs: 1, mayStart: false }, 'reason: window_passed'],
    ['window_closed', { openMs: null, maxUnanswered: 1, mayStart: false }, 'reason: too_many_unanswered'],
  ])('says 422 and the reason when the window is closed (%s, %j)', async (code, rule, detail) => {
    const { world, own } = await setUp();
    const deps = { ...world.deps, rules: () => rule };
    const answer = await call(deps, {
      method: 'POST',
      path: `/v1/conversations/${own.conversation}/messages`,
      headers: { 'idempotency-key': 'key-1' },
      body: JSON.stringify(TEXT),
    });
    expect(answer).toMatchObject({ status: 422, body: { error: { code, details: [detail] } } });
  });

  it('says 422 while the account is not connected', async () => {
    const { world, post } = await setUp();
    world.connections.all[0] = { ...LINE, state: 'needs_reconnect' };
    expect(await post(TEXT)).toMatchObject({ status: 422, body: { error: { code: 'needs_reconnect' } } });
  });

  it.each([
    ['no key', {}],
    ['an empty key', { 'idempotency-key': '' }],
    ['a key with a space', { 'idempotency-key': 'a b' }],
    ['a key that is too long', { 'idempotency-key': 'k'.repeat(129) }],
    ['a key that is not ASCII', { 'idempotency-key': 'กุญแจ' }],
  ])('says 400 to %s', async (_name, headers) => {
    const { post } = await setUp();
    const { status, body } = await post(TEXT, { headers: headers as Record<string, string> });
    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'invalid_input' });
    expect(body.error.details.join()).toContain('idempotency-key');
  });

  it.each([
    ['a kind that nobody knows', { kind: 'sticker', text: 'ก' }],
    ['a field that nobody knows', { ...TEXT, author: 'bot' }],
    ['a text that is none', { kind: 'text', text: 7 }],
    ['a text longer than any platform takes', { kind: 'text', text: 'ก'.repeat(20_001) }],
    ['a file without its id', { kind: 'image' }],
    ['words beside a picture', { kind: 'image', attachmentId: 'att_1', text: 'ดูนี่' }],
    ['an entry that is none', { ...TEXT, lastSeenEntryId: 'nothing' }],
    ['no body', ''],
    ['a body that is no JSON', '{'],
  ])('says 400 to %s', async (_name, body) => {
    const { world, post } = await setUp();
    expect(await post(body)).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(world.asked).toEqual([]);
  });

  it.each(ROLES)('lets in those who may answer customers: %s', async (role) => {
    const { post } = await setUp();
    const allowed = ['owner', 'admin', 'agent'].includes(role);
    expect((await post(TEXT, { user: `u_${role}` })).status).toBe(allowed ? 202 : 403);
  });

  it('lets nobody in who has no token', async () => {
    const { post } = await setUp();
    expect((await post(TEXT, { user: null })).status).toBe(401);
  });

  it('knows the limits of every platform that can be answered', () => {
    for (const { manifest, messaging } of connectors) {
      if (messaging) expect(Object.keys(manifest.outbound).sort()).toEqual([...manifest.surfaces].sort());
    }
  });
});
