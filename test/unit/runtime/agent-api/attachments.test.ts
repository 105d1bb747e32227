import { ROLES } from '../../../../lambdas/domain/member.ts';
import { memberApiHandler } from '../../../../lambdas/runtime/agent-api/member-api.ts';
import { attachmentRoutes } from '../../../../lambdas/runtime/agent-api/routes/attachments.ts';
import { PhotonCodec } from '../../../../lambdas/runtime/media/photon-codec.ts';
import { findFile } from '../../../../lambdas/usecases/media/find-file.ts';
import { makeThumbnail } from '../../../../lambdas/usecases/media/make-thumbnail.ts';
import { eventOf } from '../../../support/agent-calls.ts';
import { MemoryMembers } from '../../../support/agent-world.ts';
import { MediaWorld, PNG } from '../../../support/media-world.ts';
import { pngOf } from '../../../support/pictures.ts';

const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/1.png' } as const;
const FILE = { name: 'ใบเสร็จ.png', mimeType: 'image/png', size: 208 };

function setUp() {
  const world = new MediaWorld();
  const members = new MemoryMembers();
  for (const role of ROLES) members.memberships.set(`u_${role}`, { workspaceId: 'ws_sample', role });
  members.memberships.set('u_stranger', { workspaceId: 'ws_other', role: 'owner' });
  const handler = memberApiHandler(
    { ...world.showing, members, audit: { record: async () => {} } },
    attachmentRoutes,
  );
  const call = async (
    user: string,
    method: string,
    path: string,
    body?: object,
    query?: Record<string, string>,
  ) => {
    const event = eventOf({
      user,
      method,
      path,
      ...(body ? { body: JSON.stringify(body) } : {}),
      ...(query ? { query } : {}),
    });
    const answer = await handler(event);
    return { status: answer.statusCode, body: JSON.parse(String(answer.body)) };
  };
  return { world, call };
}

describe('GET /v1/attachments/{id}', () => {
  it('answers what the contract says, to every role', async () => {
    const { world, call } = setUp();
    const job = await world.message([PICTURE]);
    await world.do(job);
    const id = (await findFile(world.deps, job))?.attachmentId ?? '';
    for (const role of ROLES) {
      const { status, body } = await call(`u_${role}`, 'GET', `/v1/attachments/${id}`);
      expect(status).toBe(200);
      expect(body).toEqual({
        url: expect.stringMatching(/^https:\/\//),
        expiresAt: '2026-09-21T12:05:00.000Z',
        mimeType: 'image/png',
        size: PNG.length,
      });
    }
    const foreign = await call('u_stranger', 'GET', `/v1/attachments/${id}`);
    const unknown = await call('u_stranger', 'GET', '/v1/attachments/unknown');
    expect(foreign).toEqual(unknown);
    expect(foreign.status).toBe(404);
  });
});

describe('GET /v1/attachments/{id}?variant=thumbnail', () => {
  it('answers with a JPEG once there is one, and with 404 in plain words until then', async () => {
    const { world, call } = setUp();
    world.answer = { chunks: [pngOf(640, 320)] };
    const job = await world.message([PICTURE]);
    await world.do(job);
    const id = (await findFile(world.deps, job))?.attachmentId ?? '';
    const path = `/v1/attachments/${id}`;
    const none = await call('u_agent', 'GET', path, undefined, { variant: 'thumbnail' });
    expect(none).toEqual({
      status: 404,
      body: { error: { code: 'no_thumbnail', message: 'there is no thumbnail of this file, or not yet' } },
    });
    await makeThumbnail(world.making(new PhotonCodec()), job, 1);
    expect(await call('u_agent', 'GET', path, undefined, { variant: 'thumbnail' })).toEqual({
      status: 200,
      body: {
        url: expect.stringMatching(/^https:\/\//),
        expiresAt: '2026-09-21T12:05:00.000Z',
        mimeType: 'image/jpeg',
        size: expect.any(Number),
      },
    });
    expect((await call('u_agent', 'GET', path, undefined, { variant: 'original' })).body.mimeType).toBe(
      'image/png',
    );
    expect((await call('u_agent', 'GET', path, undefined, { variant: 'huge' })).status).toBe(400);
  });
});

describe('POST /v1/attachments', () => {
  it('answers what the contract says', async () => {
    const { call } = setUp();
    const { status, body } = await call('u_agent', 'POST', '/v1/attachments', FILE);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^up_/),
      uploadUrl: expect.stringMatching(/^https:\/\//),
      method: 'PUT',
      headers: { 'Content-Type': 'image/png', 'Content-Length': '208', 'If-None-Match': '*' },
    });
  });

  it('is for those who may answer customers', async () => {
    const { call } = setUp();
    expect((await call('u_privacy_officer', 'POST', '/v1/attachments', FILE)).status).toBe(403);
  });

  it.each([{ size: 26_214_401 }, { size: '1' }, { mimeType: 'text/html' }, { name: '' }, { extra: 1 }])(
    'refuses %j',
    async (wrong) => {
      const { call } = setUp();
      const { status, body } = await call('u_agent', 'POST', '/v1/attachments', { ...FILE, ...wrong });
      expect(status).toBe(400);
      expect(body.error.details).toHaveLength(1);
    },
  );
});
