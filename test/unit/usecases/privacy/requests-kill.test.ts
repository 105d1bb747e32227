import type { PrivacyRequest } from '../../../../lambdas/domain/privacy-request.ts';
import {
  decideRequest,
  pauseRequest,
  resumeRequest,
} from '../../../../lambdas/usecases/privacy/decide-request.ts';
import { placeHold, releaseHold } from '../../../../lambdas/usecases/privacy/manage-holds.ts';
import { openRequest } from '../../../../lambdas/usecases/privacy/open-request.ts';
import { sendCode } from '../../../../lambdas/usecases/privacy/send-code.ts';
import { tickRequests } from '../../../../lambdas/usecases/privacy/tick-requests.ts';
import { verifyRequest } from '../../../../lambdas/usecases/privacy/verify-request.ts';
import {
  DAY,
  NOON,
  OFFICER,
  OWNER,
  type RequestsDeps,
  RequestsWorld,
  SUDA,
} from '../../../support/requests-world.ts';
import { Crash, crashAt } from '../../../support/simulation.ts';

const PERSON = { connectionId: 'c_line', platformUserId: SUDA } as const;
const GROUND = { method: 'officer', ground: 'seen the passport' } as const;
const NO = { outcome: 'rejected', legalBasis: 'PDPA section 33' } as const;

interface Scene {
  readonly world: RequestsWorld;
  readonly request: PrivacyRequest;
}

type Act = (deps: RequestsDeps, scene: Scene) => Promise<unknown>;

async function setUp(before: readonly Act[]): Promise<Scene> {
  const world = new RequestsWorld();
  await world.receive();
  const request = await openRequest(world.main.deps, OWNER, { type: 'erase', subject: PERSON });
  for (const act of before) await act(world.main.deps, { world, request });
  return { world, request };
}

/** Where all has come to, without what repetition may add: revisions, codes of earlier tries, a second letter or audit event. */
async function outcome({ world, request }: Scene): Promise<unknown> {
  const { rev: _rev, ...left } = await world.read(request);
  const { deps } = world.main;
  return {
    request: left,
    others: (await deps.requests.list('ws_sample', { limit: 10 })).requests.length,
    holds: (await deps.holds.list('ws_sample')).length,
    active: (await deps.holds.active('ws_sample', world.clock.now())).length,
    audited: [...new Set(world.audited.map((event) => JSON.stringify(event)))].sort(),
    started: [...new Set(world.started.map(({ requestId }) => requestId))],
    letters: [...new Set(world.letters.map(({ to }) => to))].sort(),
  };
}

const later: Act = async (_deps, { world }) => world.clock.moveTo(NOON + 24 * DAY);
const verify: Act = (deps, { request }) => verifyRequest(deps, OFFICER, request.id, GROUND);
const pause: Act = (deps, { request }) => pauseRequest(deps, OFFICER, request.id, 'court order');
const hold: Act = (deps) =>
  placeHold(deps, OFFICER, { target: { customerId: 'p' }, basis: 'court order', until: null });

/** One that refuses to be done twice did it: whoever asks again sees that it is done. */
const orDone =
  (act: Act): Act =>
  async (deps, scene) =>
    act(deps, scene).catch((error: { code?: string }) => {
      if (!['request_state', 'not_found'].includes(String(error.code))) throw error;
    });

const CASES: readonly (readonly [string, readonly Act[], Act])[] = [
  ['asking', [], (deps) => openRequest(deps, OWNER, { type: 'access', subject: PERSON })],
  ['verifying by an officer', [], verify],
  ['sending a code', [], (deps, { request }) => sendCode(deps, OFFICER, request.id)],
  [
    'typing the code',
    [(deps, { request }) => sendCode(deps, OFFICER, request.id)],
    (deps, { request }) => verifyRequest(deps, OFFICER, request.id, { method: 'code', code: '000001' }),
  ],
  ['approving', [], (deps, { request }) => decideRequest(deps, OFFICER, request.id, { outcome: 'approved' })],
  ['rejecting', [], (deps, { request }) => decideRequest(deps, OFFICER, request.id, NO)],
  ['pausing', [], orDone(pause)],
  ['resuming', [verify, pause], orDone((deps, { request }) => resumeRequest(deps, OFFICER, request.id))],
  ['placing a hold', [], hold],
  [
    'releasing a hold',
    [hold],
    orDone(async (deps) => {
      const [placed] = await deps.holds.list('ws_sample');
      return releaseHold(deps, OFFICER, String(placed?.id));
    }),
  ],
  ['a tick that starts', [verify], tickRequests],
  ['a tick that warns', [later], tickRequests],
];

describe.each(CASES)('F07: %s', (_name, before, act) => {
  it('comes to the same wherever it dies, once it is done again', async () => {
    const smooth = await setUp(before);
    await act(smooth.world.main.deps, smooth);
    const wanted = await outcome(smooth);
    for (let n = 1; ; n++) {
      const scene = await setUp(before);
      const faults = crashAt(n);
      const dying = scene.world.boot(faults);
      await act(dying.deps, scene).catch((error) => {
        if (!(error instanceof Crash)) throw error;
      });
      if (!dying.dead()) {
        expect(n).toBeGreaterThan(4);
        return;
      }
      // The person, the officer or the next minute comes again.
      await act(scene.world.main.deps, scene);
      expect({ n, outcome: await outcome(scene) }).toEqual({ n, outcome: wanted });
    }
  });
});
