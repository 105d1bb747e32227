import { call, fullWorld } from '../../../support/agent-calls.ts';
import { DAY, NOON } from '../../../support/agent-world.ts';

const UNTIL = new Date(NOON + DAY).toISOString();

async function conversation() {
  const { world, own } = await fullWorld();
  const path = `/v1/conversations/${own.conversation}`;
  return {
    world,
    path,
    patch: (body: unknown, headers: Readonly<Record<string, string>> = { 'if-match': '1' }) =>
      call(world.deps, { method: 'PATCH', path, headers, body: JSON.stringify(body) }),
    note: (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
      call(world.deps, { method: 'POST', path: `${path}/notes`, headers, body: JSON.stringify(body) }),
    timeline: async () =>
      (await call(world.deps, { path: `${path}/timeline`, query: { limit: '100' } })).body.items,
  };
}

describe('PATCH /v1/conversations/{id}', () => {
  it('changes all of it, and shows who did it in the timeline', async () => {
    const { patch, timeline } = await conversation();
    const wanted = { status: 'snoozed', assigneeId: 'u_agent', labels: ['vip'], snoozedUntil: UNTIL };
    const { status, body } = await patch(wanted);
    expect({ status, body }).toMatchObject({ status: 200, body: { ...wanted, version: 2 } });
    const events = (await timeline()).filter(({ id }: { id: string }) => id.includes('~change~'));
    expect(events.map(({ event, data }: { event: string; data: object }) => [event, data])).toEqual([
      ['status', { by: 'u_owner', from: 'open', to: 'snoozed' }],
      ['snooze', { by: 'u_owner', from: null, to: UNTIL }],
      ['labels', { by: 'u_owner', from: [], to: ['vip'] }],
      ['assignment', { by: 'u_owner', from: null, to: 'u_agent' }],
    ]);
  });

  it('takes the version plain and as an ETag', async () => {
    for (const version of ['1', '"1"']) {
      const { patch } = await conversation();
      expect((await patch({ labels: ['a'] }, { 'if-match': version })).body.version).toBe(2);
    }
  });

  it('says 428 without a version, and how to give one', async () => {
    const { patch } = await conversation();
    expect(await patch({ labels: ['a'] }, {})).toMatchObject({
      status: 428,
      body: {
        error: {
          code: 'version_required',
          details: ['If-Match: the version of the conversation as you saw it'],
        },
      },
    });
  });

  it('says 409 to another version, and which one it is now', async () => {
    const { patch } = await conversation();
    await patch({ labels: ['a'] });
    expect(await patch({ labels: ['b'] })).toMatchObject({
      status: 409,
      body: { error: { code: 'version_changed', details: ['version: 2'] } },
    });
  });

  it.each(['', '*', '0', '-1', '1.0', '"1', 'W/"1"', '1, 2', '1234567890'])(
    'refuses If-Match: %s',
    async (version) => {
      const { patch } = await conversation();
      const { status, body } = await patch({ labels: ['a'] }, { 'if-match': version });
      expect({ status, details: body.error.details }).toEqual({
        status: 400,
        details: ["if-match: must be the conversation's version"],
      });
    },
  );

  const long = 'ก'.repeat(51);
  const many = Array.from({ length: 21 }, (_, i) => `label ${i}`);
  const wrong: [body: object, detail: string][] = [
    [{ labels: [long] }, 'labels.0: must have at most 50 characters'],
    [{ labels: many }, 'labels: must be at most 20'],
    [{ labels: ['a', 'a '] }, 'labels: must not name a label twice'],
    [{ labels: ['  '] }, 'labels.0: must not be empty'],
    [{ labels: null }, 'labels: must be of the type array'],
    [{ labels: [1] }, 'labels.0: must be of the type string'],
    [{ status: 'done' }, 'status: must be one of open, snoozed, closed'],
    [{ status: null }, 'status: must be one of open, snoozed, closed'],
    [{ assigneeId: 'a b' }, 'assigneeId: must be an id'],
    [{ assigneeId: 'u_foreign' }, 'assigneeId: must be a member of the workspace, or null for nobody'],
    [{ snoozedUntil: UNTIL }, 'snoozedUntil: only with the status snoozed'],
    [{ status: 'snoozed', snoozedUntil: 5 }, 'snoozedUntil: must be of the type string'],
    ...['2026-02-30T00:00:00.000Z', '2026-10-01', '2026-10-01T00:00:00Z', 'tomorrow', ''].map(
      (snoozedUntil): [object, string] => [
        { status: 'snoozed', snoozedUntil },
        'snoozedUntil: must be a time such as 2026-10-01T09:00:00.000Z',
      ],
    ),
  ];
  it.each(wrong)('refuses %j', async (body, detail) => {
    const { patch, world } = await conversation();
    const answer = await patch(body);
    expect({ status: answer.status, details: answer.body.error.details }).toEqual({
      status: 400,
      details: [detail],
    });
    expect(world.heads()[0]?.version).toBe(1);
  });

  it('takes labels without the spaces around them, letter by letter the same', async () => {
    const { patch } = await conversation();
    const twenty = Array.from({ length: 20 }, (_, i) => `${'ก'.repeat(48)}${String(i).padStart(2, '0')}`);
    expect((await patch({ labels: twenty })).body.labels).toEqual(twenty);
    const { body } = await patch({ labels: [' caf\u0065\u0301 '] }, { 'if-match': '2' });
    expect(body.labels).toEqual(['caf\u00e9']);
  });

  it('takes nothing to change for no change', async () => {
    const { patch } = await conversation();
    expect(await patch({})).toMatchObject({ status: 200, body: { version: 1 } });
  });
});

describe('POST /v1/conversations/{id}/notes', () => {
  it('answers the note, which is then in the timeline', async () => {
    const { note, timeline } = await conversation();
    const { status, body } = await note({ text: '  โทรกลับ\nพรุ่งนี้ ' });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { type: 'note', authorId: 'u_owner', text: 'โทรกลับ\nพรุ่งนี้', at: new Date(NOON).toISOString() },
    });
    expect(await timeline()).toContainEqual(body);
  });

  it('gives the same note for the same key', async () => {
    const { note, world } = await conversation();
    const first = await note({ text: 'once' }, { 'idempotency-key': 'k' });
    world.clock.moveTo(NOON + DAY);
    expect((await note({ text: 'once' }, { 'idempotency-key': 'k' })).body).toEqual(first.body);
  });

  it.each([
    [{}, {}, 'text: must be given'],
    [{ text: ' \n ' }, {}, 'text: must say something'],
    [{ text: 'ก'.repeat(5_001) }, {}, 'text: must have at most 5000 characters'],
    [{ text: 'x' }, { 'idempotency-key': '' }, 'idempotency-key: must be 1 to 128 visible ASCII characters'],
    [
      { text: 'x' },
      { 'idempotency-key': 'a b' },
      'idempotency-key: must be 1 to 128 visible ASCII characters',
    ],
  ])('refuses %j with %j', async (body, headers, detail) => {
    const { note } = await conversation();
    const answer = await note(body, headers as Record<string, string>);
    expect({ status: answer.status, details: answer.body.error.details }).toEqual({
      status: 400,
      details: [detail],
    });
  });

  it('takes 5000 characters', async () => {
    const { note } = await conversation();
    expect((await note({ text: 'ก'.repeat(5_000) })).status).toBe(201);
  });

  it('says 409 about somebody who was erased', async () => {
    const { note, patch, world } = await conversation();
    world.keys.destroy(String(world.heads()[0]?.subjectId));
    for (const { status, body } of [await note({ text: 'x' }), await patch({ labels: ['x'] })]) {
      expect({ status, code: body.error.code }).toEqual({ status: 409, code: 'subject_erased' });
    }
  });
});
