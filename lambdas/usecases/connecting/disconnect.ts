import { AppMissing, NotFound, Raced } from '../../domain/errors.ts';
import { linkPrint } from '../../domain/link-print.ts';
import type { Session } from '../../domain/member.ts';
import { PlatformRefusal } from '../../domain/platform-refusal.ts';
import { privacyRequestId, receivedRequest } from '../../domain/privacy-request.ts';
import { verified } from '../../domain/privacy-states.ts';
import type { Release } from '../../ports/account-access.ts';
import type { AuditActor } from '../../ports/audit-trail.ts';
import type { Connection } from '../../ports/connections.ts';
import { EgressError } from '../../ports/egress.ts';
import type { PrivacyRequests } from '../../ports/privacy-requests.ts';
import type { ConnectingDeps, StartDeps } from './connecting-deps.ts';
import { dropShared } from './drop-shared.ts';
import { openAccount } from './open-account.ts';

const ROUNDS = 5;
/** The keeper finishes what was interrupted, this long after. */
const FINISH_AFTER_MS = 60_000;

export interface DisconnectDeps extends ConnectingDeps {
  readonly requests: PrivacyRequests;
}

/** A connection that ended, and what is left to do at the platform. */
export interface Disconnected extends Release {
  readonly connection: Connection;
}

/**
 * Disconnects an account: unsubscribes and revokes at the platform, destroys the tokens, frees the account. A platform that does not answer
 * keeps nothing from being destroyed here. Asking again changes nothing.
 * @throws NotFound
 */
export async function disconnect(
  deps: DisconnectDeps & Pick<StartDeps, 'consents'>,
  session: Session,
  connectionId: string,
  data: 'keep' | 'erase',
): Promise<Disconnected> {
  const connection = await find(deps, session, connectionId);
  if (!connection) throw new NotFound('connection');
  if (connection.state === 'pending') return giveUp(deps, connection);
  const actor = { kind: 'member', userId: session.userId } as const;
  const checkAt = deps.clock.now() + FINISH_AFTER_MS;
  const closing = await changed(deps, connection, async (current) => {
    if (current.state === 'disconnected') return current;
    // Whoever asked for erasure gets it, whatever others ask for at the same time.
    return deps.connections.change(current, {
      closing: current.closing === 'erase' ? 'erase' : data,
      checkAt,
    });
  });
  if (closing.state !== 'disconnected') return finishDisconnecting(deps, closing, actor);
  if (data === 'erase') await askForErasure(deps, closing, actor);
  return { connection: closing, byHand: null };
}

/** As it was written last; the id of a pending connection may lead to another. */
async function find(deps: DisconnectDeps, { workspaceId }: Session, id: string): Promise<Connection | null> {
  const direct = await deps.connections.fresh(workspaceId, id);
  if (direct !== null) return direct;
  const led = await deps.list.connection(workspaceId, id);
  return led && deps.connections.fresh(workspaceId, led.id);
}

async function giveUp(
  deps: Pick<StartDeps, 'authorizations' | 'connections' | 'consents'>,
  pending: Connection,
): Promise<Disconnected> {
  const { workspaceId, id } = pending;
  const choices = await deps.consents.choices(workspaceId, id);
  await deps.consents.dropChoices(workspaceId, id);
  await deps.connections.dropPending(workspaceId, id);
  for (const shared of new Set(choices.map(({ authorizationId }) => authorizationId)))
    await dropShared(deps, pending, shared);
  return { connection: { ...pending, state: 'disconnected' }, byHand: null };
}

/** The rest of it; also done by the keeper for a connection whose disconnecting was interrupted. */
export async function finishDisconnecting(
  deps: DisconnectDeps,
  connection: Connection,
  actor: AuditActor,
): Promise<Disconnected> {
  const release = await releaseAtPlatform(deps, connection, actor);
  await changed(deps, connection, async (current) => {
    // Connected anew meanwhile: that is another connection, and stays.
    if (current.closing === null || current.connectedAt !== connection.connectedAt) return current;
    if (current.closing === 'erase') await askForErasure(deps, current, actor);
    await recordDisconnecting(deps, current, actor, release.done);
    return (await deps.connections.close(current, deps.clock.now())) ? current : null;
  });
  const closed = await deps.connections.fresh(connection.workspaceId, connection.id);
  return { connection: closed ?? connection, byHand: release.byHand };
}

/** First the trace: what nobody wrote down does not end. */
async function recordDisconnecting(
  deps: DisconnectDeps,
  { workspaceId, id: connectionId, platform, closing }: Connection,
  actor: AuditActor,
  atPlatform: boolean,
): Promise<void> {
  await deps.audit.record({
    workspaceId,
    at: deps.clock.now(),
    action: 'connection.disconnect',
    actor,
    reason: 'disconnect',
    platform,
    connectionId,
    facts: { data: closing ?? 'keep', atPlatform },
  });
}

/** What only the merchant can do when the platform did not hear us. */
const BY_HAND = {
  th: 'แพลตฟอร์มไม่ตอบกลับ กรุณาลบสิทธิ์ของแอป KaoJai ในหน้าตั้งค่าแอปของแพลตฟอร์มด้วยตนเอง',
  en: "The platform did not answer. Please remove KaoJai yourself in the platform's settings for connected apps.",
} as const;

async function releaseAtPlatform(
  deps: ConnectingDeps,
  connection: Connection,
  actor: AuditActor,
): Promise<Release & { readonly done: boolean }> {
  try {
    const opened = await openAccount(deps, connection, { actor, reason: 'disconnect' });
    // Revoked by the platform before: there is nothing left to give back.
    if (opened === null) return { byHand: null, done: true };
    // After the tokens: those of somebody who has just connected it anew are not given back.
    const current = await deps.connections.fresh(connection.workspaceId, connection.id);
    if (!current?.closing) return { byHand: null, done: false };
    const shared = await deps.connections.sharedLinks(connection);
    const isShared = (link: string) => shared.has(linkPrint(link));
    const release = await opened.access.release(opened.calls, opened.account, { isShared });
    return { ...release, done: true };
  } catch (error) {
    const unable =
      error instanceof PlatformRefusal || error instanceof EgressError || error instanceof AppMissing;
    if (!unable) throw error;
    return { byHand: BY_HAND, done: false };
  }
}

async function askForErasure(deps: DisconnectDeps, connection: Connection, actor: AuditActor): Promise<void> {
  const { workspaceId, id: connectionId, platform, connectedAt } = connection;
  // One for each time that the account was connected, however often it is asked for.
  const requestId = privacyRequestId('disconnect', connectionId, String(connectedAt));
  if (await deps.requests.progress(workspaceId, requestId)) return;
  const at = deps.clock.now();
  const facts = { requestId, type: 'erase' };
  const common = { workspaceId, at, actor, platform, connectionId, facts };
  await deps.audit.record({ ...common, action: 'privacy.request', reason: 'disconnect' });
  const what = { workspaceId, id: requestId, type: 'erase', source: 'disconnect' } as const;
  const request = receivedRequest({ ...what, subject: { connectionId }, receivedAt: at });
  // A member asked, who may disconnect; the keeper only finishes what a member began.
  const by = actor.kind === 'member' ? { by: actor.userId } : {};
  await deps.requests.add(verified(request, { method: 'signed_in', at, ...by }));
}

/** Repeats a change with what is written now, until nobody else was faster. */
async function changed(
  deps: Pick<ConnectingDeps, 'connections'>,
  connection: Connection,
  change: (current: Connection) => Promise<Connection | null>,
): Promise<Connection> {
  let current: Connection | null = connection;
  for (let round = 0; round < ROUNDS && current; round++) {
    const done = await change(current);
    if (done) return done;
    current = await deps.connections.fresh(connection.workspaceId, connection.id);
    if (current?.state === 'disconnected') return current;
  }
  throw new Raced('the connection');
}
