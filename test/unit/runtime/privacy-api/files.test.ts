import * as z from 'zod/mini';
import type { SignedCertificate } from '../../../../lambdas/domain/certificate.ts';
import { ROLES } from '../../../../lambdas/domain/member.ts';
import { privacySubjectId } from '../../../../lambdas/domain/privacy-request.ts';
import { sealStream } from '../../../../lambdas/domain/sealed-stream.ts';
import { privacyFileRoutes } from '../../../../lambdas/runtime/agent-api/routes/privacy-files.ts';
import { privacyApiHandler } from '../../../../lambdas/runtime/privacy-api/handler.ts';
import { DynamoCertificates } from '../../../../lambdas/store/dynamo-certificates.ts';
import { Table } from '../../../../lambdas/store/table.ts';
import { archivePlace } from '../../../../lambdas/usecases/exporting/archive-place.ts';
import { openRequest } from '../../../../lambdas/usecases/privacy/open-request.ts';
import { eventOf } from '../../../support/agent-calls.ts';
import { DAY, NOON, OWNER, RequestsWorld } from '../../../support/requests-world.ts';

const MAY: readonly string[] = ['owner', 'privacy_officer'];
const AT = new Date(NOON).toISOString();

const certificate = (requestId: string): SignedCertificate => ({
  certificate: {
    version: 1,
    id: 'ct_1',
    workspaceId: 'ws_sample',
    requestId,
    subject: 'customer',
    receivedAt: AT,
    verifiedAt: AT,
    erasedAt: AT,
    completedAt: AT,
    steps: [{ name: 'verify', at: AT }],
    erased: { Inbox: 3 },
    proof: { scanned: { Inbox: 10 }, found: 0, rounds: 1 },
    keyMaterial: { memorySeconds: 300, recoveryDays: 1, backupDays: 35 },
    exceptions: [{ what: 'audit events', basis: 'PDPA section 39' }],
  },
  signature: { algorithm: 'ECDSA_SHA_256', keyId: 'key', value: 'MEUCIQ==' },
});

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

async function setUp() {
  const world = new RequestsWorld();
  for (const role of ROLES) world.inbox.addUser(`u_${role}`, 'ws_sample', role);
  const { deps } = world.main;
  const handler = privacyApiHandler(deps);
  const get = async (path: string, user = 'u_owner', query: Record<string, string> = {}) => {
    const { statusCode = 0, body } = await handler(eventOf({ method: 'GET', path, user, query }));
    return { status: statusCode, body: JSON.parse(String(body)) };
  };
  const request = await openRequest(deps, OWNER, { type: 'access', subject: { customerId: 'p_1' } });
  const file = { kind: 'archive', workspaceId: 'ws_sample', requestId: request.id, part: 1 } as const;
  const key = await world.keys.keyFor('ws_sample', privacySubjectId(request.id));
  await deps.objects.write(file, sealStream(key, archivePlace(file), once('zip')));
  const path = `/v1/privacy/requests/${request.id}`;
  const answered = () =>
    world.work(request, { archive: { id: request.id, until: NOON + 7 * DAY, parts: 1 } });
  const certified = async () => {
    await new DynamoCertificates(new Table(world.aws.dynamo, 'Ledger')).add(certificate(request.id));
    await world.work(request, { certificateId: 'ct_1' });
  };
  return { world, get, path, request, answered, certified };
}

describe('GET /v1/privacy/requests/{id}/archive', () => {
  it('gives a link, in the shape that the schema says', async () => {
    const { get, path, answered } = await setUp();
    await answered();
    const { status, body } = await get(`${path}/archive`);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['url', 'expiresAt', 'part', 'parts', 'until']);
    expect(Date.parse(body.expiresAt) - NOON).toBeLessThanOrEqual(15 * 60_000);
    expect(z.safeParse(privacyFileRoutes[0]?.answer.schema as z.ZodMiniType, body).success).toBe(true);
  });

  it('is 404 before it is ready, for parts that there are not, and for others', async () => {
    const { world, get, path, answered } = await setUp();
    expect((await get(`${path}/archive`)).status).toBe(404);
    await answered();
    expect((await get(`${path}/archive`, 'u_owner', { part: '2' })).status).toBe(404);
    expect((await get(`${path}/archive`, 'u_foreign')).status).toBe(404);
    world.clock.moveTo(NOON + 7 * DAY);
    expect((await get(`${path}/archive`)).status).toBe(404);
  });

  it.each(['0', '-1', 'x', '1.5'])('refuses the part %s', async (part) => {
    const { get, path, answered } = await setUp();
    await answered();
    expect((await get(`${path}/archive`, 'u_owner', { part })).status).toBe(400);
  });
});

describe('GET /v1/privacy/requests/{id}/certificate', () => {
  it('gives it as it was signed, and the request says where it is', async () => {
    const { get, path, request, certified } = await setUp();
    expect((await get(`${path}/certificate`)).status).toBe(404);
    await certified();
    const { status, body } = await get(`${path}/certificate`);
    expect([status, body]).toEqual([200, certificate(request.id)]);
    expect(z.safeParse(privacyFileRoutes[1]?.answer.schema as z.ZodMiniType, body).success).toBe(true);
    expect((await get(path)).body.certificate).toEqual({ url: `${path}/certificate` });
    expect((await get(`${path}/certificate`, 'u_foreign')).status).toBe(404);
  });
});

describe.each(['archive', 'certificate'])('S04: %s', (what) => {
  it.each(ROLES)('is there for a %s exactly where the contract says so', async (role) => {
    const { get, path, answered, certified } = await setUp();
    await answered();
    await certified();
    expect((await get(`${path}/${what}`, `u_${role}`)).status).toBe(MAY.includes(role) ? 200 : 403);
  });
});
