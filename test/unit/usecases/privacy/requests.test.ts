import { Forbidden, InvalidInput, NotFound } from '../../../../lambdas/domain/errors.ts';
import { CODE_LIFE_MS, MAX_CODES, MAX_TRIES } from '../../../../lambdas/domain/one-time-code.ts';
import type { PrivacySubject } from '../../../../lambdas/domain/privacy-request.ts';
import { WrongState } from '../../../../lambdas/domain/privacy-states.ts';
import type { Asked } from '../../../../lambdas/usecases/privacy/asked-of-us.ts';
import {
  decideRequest,
  pauseRequest,
  resumeRequest,
} from '../../../../lambdas/usecases/privacy/decide-request.ts';
import { listRequests } from '../../../../lambdas/usecases/privacy/list-requests.ts';
import { listHolds, placeHold, releaseHold } from '../../../../lambdas/usecases/privacy/manage-holds.ts';
import { openRequest } from '../../../../lambdas/usecases/privacy/open-request.ts';
import { sendCode, TooManyCodes } from '../../../../lambdas/usecases/privacy/send-code.ts';
import {
  CodeWrong,
  FRESH_SIGN_IN_MS,
  SignInAgain,
  verifyRequest,
} from '../../../../lambdas/usecases/privacy/verify-request.ts';
import { aMessage, LINE } from '../../../support/agent-world.ts';
import { DAY, MINUTE, NOON, OFFICER, OWNER, RequestsWorld, SUDA } from '../../../support/requests-world.ts';

const PERSON = { connectionId: 'c_line', platformUserId: SUDA } as const;
const ERASE: Asked = { type: 'erase', subject: PERSON };
const GROUND = { method: 'officer', ground: 'seen the passport at the counter' } as const;
const BASIS = 'PDPA section 33 (4)';

async function opened(asked: Asked = ERASE, session = OWNER) {
  const world = new RequestsWorld();
  const { deps } = world.main;
  return { world, deps, request: await openRequest(deps, session, asked) };
}

const actions = ({ audited }: RequestsWorld) => audited.map(({ action, reason }) => `${action} ${reason}`);

describe('asking', () => {
  it('makes a request that is received, due and audited by ids only', async () => {
    const { world, request } = await opened();
    expect(request).toMatchObject({
      state: 'received',
      source: 'member',
      receivedAt: NOON,
      dueAt: NOON + 30 * DAY,
    });
    expect(await world.read(request)).toEqual(request);
    expect(world.audited).toEqual([
      {
        workspaceId: 'ws_sample',
        at: NOON,
        action: 'privacy.request',
        actor: { kind: 'member', userId: 'u_owner' },
        reason: 'member',
        facts: { requestId: request.id, type: 'erase' },
      },
    ]);
    expect(JSON.stringify([...world.aws.table('Ledger'), world.audited])).not.toContain(SUDA);
  });

  it('twice for one person while the first is open gives the first, however the person was named', async () => {
    const { world, deps, request } = await opened();
    await world.receive();
    const customerId = String(world.inbox.heads()[0]?.subjectId);
    for (const subject of [PERSON, { customerId }])
      expect((await openRequest(deps, OFFICER, { type: 'erase', subject })).id).toBe(request.id);
    const other = await openRequest(deps, OFFICER, { type: 'access', subject: PERSON });
    expect(other.id).not.toBe(request.id);
    const both = await Promise.all(
      [0, 1, 2].map(() => openRequest(deps, OWNER, { ...ERASE, subject: { customerId: 'p' } })),
    );
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
  });

  it('again after the first has ended makes another, each time', async () => {
    const { world, deps, request } = await opened();
    const ids = [request.id];
    for (let i = 0; i < 9; i++) {
      await world.work({ id: String(ids.at(-1)), workspaceId: 'ws_sample' }, { state: 'completed' });
      ids.push((await openRequest(deps, OWNER, ERASE)).id);
    }
    expect(new Set(ids).size).toBe(10);
    expect((await openRequest(deps, OWNER, ERASE)).id).toBe(ids.at(-1));
  });

  it('for the workspace closes it', async () => {
    const { request } = await opened({ type: 'erase', subject: { workspace: true } });
    expect(request.source).toBe('closing');
  });

  it.each<PrivacySubject>([{ workspace: true }, { memberId: 'u_agent' }])(
    'for the erasure of %j is for owners',
    async (subject) => {
      await expect(opened({ type: 'erase', subject }, OFFICER)).rejects.toThrow(Forbidden);
      await expect(opened({ type: 'access', subject }, OFFICER)).resolves.toBeDefined();
    },
  );

  it.each<Asked>([
    { type: 'correct', subject: PERSON },
    { type: 'correct', subject: { workspace: true }, correction: { displayName: 'x' } },
    { type: 'correct', subject: { memberId: 'u_agent' }, correction: { displayName: 'x' } },
    { type: 'correct', subject: { connectionId: 'c_line' }, correction: { displayName: 'x' } },
    { type: 'erase', subject: PERSON, correction: { displayName: 'x' } },
  ])('for nonsense is refused with the rule: %j', async (asked) => {
    await expect(opened(asked)).rejects.toThrow(InvalidInput);
  });
});

describe('verifying', () => {
  it('by an officer keeps the ground, starts the work, and is no change the second time', async () => {
    const { world, deps, request } = await opened();
    world.clock.moveTo(NOON + DAY);
    const certain = await verifyRequest(deps, OFFICER, request.id, GROUND);
    expect(certain).toMatchObject({
      state: 'verified',
      verifiedAt: NOON + DAY,
      dueAt: NOON + 31 * DAY,
      nextAt: NOON + DAY,
      verification: { ...GROUND, by: 'u_officer', at: NOON + DAY },
    });
    expect(world.started).toEqual([
      { workspaceId: 'ws_sample', requestId: request.id, type: 'erase', failures: 0 },
    ]);
    expect(await verifyRequest(deps, OWNER, request.id, GROUND)).toEqual(certain);
    expect(actions(world)).toEqual(['privacy.request member', 'privacy.verify officer']);
    expect(JSON.stringify(world.audited)).not.toContain('passport');
  });

  it('by the code that the person got in the very conversation', async () => {
    const { world, deps, request } = await opened();
    await world.receive();
    expect(await sendCode(deps, OFFICER, request.id)).toMatchObject({ state: 'verifying' });
    const [message] = await textsOf(world);
    expect(message).toMatch(/000001 ใช้ได้.*\n.*\n.*is 000001\. It is good for 10 minutes/);
    await expect(
      verifyRequest(deps, OFFICER, request.id, { method: 'code', code: '000002' }),
    ).rejects.toThrow(CodeWrong);
    const certain = await verifyRequest(deps, OFFICER, request.id, { method: 'code', code: '000001' });
    expect(certain).toMatchObject({ state: 'verified', verification: { method: 'code' } });
    expect(world.started).toHaveLength(1);
    expect(JSON.stringify([...world.aws.table('Ledger'), world.audited])).not.toContain('000001');
  });

  it('a code is good for ten minutes, and only the latest', async () => {
    const { world, deps, request } = await opened();
    await world.receive();
    const guess = (code: string) => verifyRequest(deps, OFFICER, request.id, { method: 'code', code });
    await expect(guess('000001')).rejects.toThrow(CodeWrong);
    await sendCode(deps, OFFICER, request.id);
    await sendCode(deps, OFFICER, request.id);
    await expect(guess('000001')).rejects.toThrow(CodeWrong);
    world.clock.moveTo(NOON + CODE_LIFE_MS);
    await expect(guess('000002')).rejects.toThrow(CodeWrong);
    await sendCode(deps, OFFICER, request.id);
    expect((await guess('000003')).state).toBe('verified');
  });

  it('S: guessing ends after five tries, also when they come at once, and after five codes a day', async () => {
    const { world, deps, request } = await opened();
    await world.receive();
    await sendCode(deps, OFFICER, request.id);
    const guess = (code: string) => verifyRequest(deps, OFFICER, request.id, { method: 'code', code });
    const rush = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => guess(String(500_000 + i))));
    expect(rush.every(({ status }) => status === 'rejected')).toBe(true);
    for (let i = 0; i < MAX_TRIES; i++) await expect(guess('999999')).rejects.toThrow(CodeWrong);
    // Used up: the right one is not the right one any more.
    await expect(guess('000001')).rejects.toThrow(CodeWrong);
    for (let i = 1; i < MAX_CODES; i++) await sendCode(deps, OFFICER, request.id);
    await expect(sendCode(deps, OFFICER, request.id)).rejects.toThrow(TooManyCodes);
    expect(actions(world).filter((one) => one === 'privacy.verify code').length).toBeGreaterThanOrEqual(6);
    world.clock.moveTo(NOON + DAY + MINUTE);
    await expect(sendCode(deps, OFFICER, request.id)).resolves.toBeDefined();
  });

  it('a code is never sent where others read it', async () => {
    const world = new RequestsWorld();
    const { deps } = world.main;
    await world.inbox.receive(LINE, aMessage({ thread: { kind: 'comment', id: 'P1' } }));
    const customerId = String(world.inbox.heads()[0]?.subjectId);
    const { id } = await openRequest(deps, OWNER, { type: 'erase', subject: { customerId } });
    await sendCode(deps, OFFICER, id);
    expect(world.codesSent()).toBe(0);
  });

  it.each<PrivacySubject>([{ workspace: true }, { memberId: 'u_owner' }, { connectionId: 'c_line' }])(
    'no code leads to %j; the one who signed in just now does',
    async (subject) => {
      const { world, deps, request } = await opened({ type: 'erase', subject });
      await expect(sendCode(deps, OWNER, request.id)).rejects.toThrow(InvalidInput);
      const proof = { method: 'signed_in' } as const;
      for (const signedInAt of [undefined, NOON - FRESH_SIGN_IN_MS - 1]) {
        const session = signedInAt === undefined ? OWNER : { ...OWNER, signedInAt };
        await expect(verifyRequest(deps, session, request.id, proof)).rejects.toThrow(SignInAgain);
      }
      const session = { ...OWNER, signedInAt: NOON - FRESH_SIGN_IN_MS };
      expect(await verifyRequest(deps, session, request.id, proof)).toMatchObject({
        state: 'verified',
        verification: { method: 'signed_in', by: 'u_owner' },
      });
      expect(world.started).toHaveLength(1);
    },
  );

  it('signing in proves nothing about others', async () => {
    const fresh = { ...OWNER, signedInAt: NOON };
    const proof = { method: 'signed_in' } as const;
    const customer = await opened();
    await expect(verifyRequest(customer.deps, fresh, customer.request.id, proof)).rejects.toThrow(
      InvalidInput,
    );
    const member = await opened({ type: 'erase', subject: { memberId: 'u_agent' } });
    await expect(verifyRequest(member.deps, fresh, member.request.id, proof)).rejects.toThrow(Forbidden);
  });

  it('holds although the workflow cannot be started; the clock will', async () => {
    const { deps, request } = await opened();
    const { Unavailable } = jest.requireActual('../../../../lambdas/domain/errors.ts');
    const runs = { start: async () => Promise.reject(new Unavailable('states')) };
    const certain = await verifyRequest({ ...deps, runs }, OFFICER, request.id, GROUND);
    expect(certain).toMatchObject({ state: 'verified', nextAt: NOON });
  });
});

describe('deciding', () => {
  it('rejects with a legal basis, for good', async () => {
    const { world, deps, request } = await opened();
    const no = { outcome: 'rejected', legalBasis: BASIS } as const;
    const rejected = await decideRequest(deps, OFFICER, request.id, no);
    expect(rejected).toMatchObject({ state: 'rejected', completedAt: NOON, decision: { legalBasis: BASIS } });
    expect(await decideRequest(deps, OFFICER, request.id, no)).toEqual(rejected);
    await expect(decideRequest(deps, OFFICER, request.id, { outcome: 'approved' })).rejects.toThrow(
      WrongState,
    );
    await expect(verifyRequest(deps, OFFICER, request.id, GROUND)).rejects.toThrow(WrongState);
    expect(actions(world).slice(1)).toEqual(['privacy.reject decision']);
    expect(await deps.requests.due(NOON + 99 * DAY, 10)).toEqual([]);
  });

  it('approves, but starts nothing that is not verified', async () => {
    const { world, deps, request } = await opened();
    expect(await decideRequest(deps, OFFICER, request.id, { outcome: 'approved' })).toMatchObject({
      state: 'received',
      decision: { outcome: 'approved', by: 'u_officer' },
    });
    expect(world.started).toEqual([]);
  });

  it('does not reject what is being worked on', async () => {
    const { world, deps, request } = await opened();
    await world.work(request, { state: 'running' });
    const no = { outcome: 'rejected', legalBasis: BASIS } as const;
    await expect(decideRequest(deps, OFFICER, request.id, no)).rejects.toThrow(WrongState);
  });

  it('pauses for a legal reason and goes on: nothing runs meanwhile, and the time due moves', async () => {
    const { world, deps, request } = await opened();
    await pauseRequest(deps, OFFICER, request.id, 'waiting for the court');
    await verifyRequest(deps, OFFICER, request.id, GROUND);
    expect(world.started).toEqual([]);
    world.clock.moveTo(NOON + 3 * DAY);
    const going = await resumeRequest(deps, OFFICER, request.id);
    expect(going).toMatchObject({ dueAt: NOON + 33 * DAY, nextAt: NOON + 3 * DAY });
    expect(world.started).toHaveLength(1);
  });
});

describe('who may see what', () => {
  it('S04: knows nothing of another workspace', async () => {
    const { deps, request } = await opened();
    const foreign = { userId: 'u_foreign', workspaceId: 'ws_other', role: 'owner' } as const;
    const acts = [
      () => verifyRequest(deps, foreign, request.id, GROUND),
      () => sendCode(deps, foreign, request.id),
      () => decideRequest(deps, foreign, request.id, { outcome: 'approved' }),
      () => pauseRequest(deps, foreign, request.id, 'x'),
      () => resumeRequest(deps, foreign, request.id),
    ];
    for (const act of acts) await expect(act()).rejects.toThrow(NotFound);
    expect((await listRequests(deps, foreign, { limit: 10 })).items).toEqual([]);
  });

  it('lists by pages whose cursors are signed', async () => {
    const { world, deps } = await opened();
    for (const customerId of ['p_1', 'p_2']) {
      world.clock.moveTo(world.clock.now() + 1);
      await openRequest(deps, OWNER, { type: 'erase', subject: { customerId } });
    }
    const first = await listRequests(deps, OWNER, { limit: 2 });
    expect(first.items).toHaveLength(2);
    const cursor = String(first.nextCursor);
    const second = await listRequests(deps, OWNER, { limit: 2, cursor });
    expect(second).toMatchObject({ items: [{ subject: PERSON }], nextCursor: null });
    const foreign = { userId: 'u_foreign', workspaceId: 'ws_other', role: 'owner' } as const;
    await expect(listRequests(deps, foreign, { limit: 2, cursor })).rejects.toThrow(InvalidInput);
    await expect(listRequests(deps, OWNER, { limit: 2, cursor: `${cursor}x` })).rejects.toThrow(InvalidInput);
  });
});

describe('legal holds', () => {
  const order = { target: { customerId: 'p_1' }, basis: BASIS, until: null } as const;

  it('are placed once, released once, and audited by ids', async () => {
    const world = new RequestsWorld();
    const { deps } = world.main;
    const hold = await placeHold(deps, OFFICER, order);
    expect(await placeHold(deps, OWNER, order)).toEqual(hold);
    expect((await releaseHold(deps, OWNER, hold.id)).releasedBy).toBe('u_owner');
    await expect(releaseHold(deps, OWNER, hold.id)).rejects.toThrow(NotFound);
    world.clock.moveTo(NOON + 1);
    expect((await placeHold(deps, OFFICER, order)).id).not.toBe(hold.id);
    expect(await listHolds(deps, OFFICER)).toHaveLength(2);
    expect(world.audited.map(({ action, facts }) => [action, Object.keys(facts ?? {})])).toEqual([
      ['hold.place', ['holdId']],
      ['hold.release', ['holdId']],
      ['hold.place', ['holdId']],
    ]);
  });

  it('have an end to come, and are of one workspace', async () => {
    const { deps } = new RequestsWorld().main;
    await expect(placeHold(deps, OFFICER, { ...order, until: NOON })).rejects.toThrow(InvalidInput);
    const { id } = await placeHold(deps, OFFICER, { ...order, until: NOON + 1 });
    const foreign = { userId: 'u_foreign', workspaceId: 'ws_other', role: 'owner' } as const;
    await expect(releaseHold(deps, foreign, id)).rejects.toThrow(NotFound);
  });
});

/** What was sent into the only conversation. */
async function textsOf(world: RequestsWorld): Promise<string[]> {
  const { store, sealer } = world.main.deps;
  const { place } = await import('../../../../lambdas/usecases/places.ts');
  const [head] = world.inbox.heads();
  if (!head) return [];
  const texts: string[] = [];
  for (const entry of await store.timeline(head, { limit: 10, fresh: true }))
    if (entry.type === 'message' && entry.direction === 'outbound')
      texts.push(
        String((await sealer.open<{ text: string }>(place.entry(head, entry.entryId), entry.sealed))?.text),
      );
  return texts;
}
