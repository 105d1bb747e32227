import { type Head, withToldName } from '../../domain/conversation.ts';
import { Unavailable } from '../../domain/errors.ts';
import { PlatformRefusal, type RefusalKind } from '../../domain/platform-refusal.ts';
import type { SealedIds } from '../../domain/stored.ts';
import type { CustomerProfile, PersonAtPlatform } from '../../ports/account-messaging.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { ProfileJob } from '../../ports/media-jobs.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import type { Turns } from '../../ports/turns.ts';
import { type CallingDeps, connectorOf } from '../connecting/connecting-deps.ts';
import { openAccount } from '../connecting/open-account.ts';
import { untilWritten } from '../inbox-deps.ts';
import { place } from '../places.ts';

/** What asking a platform for a customer's name needs. */
export interface ProfileDeps extends CallingDeps {
  readonly store: Pick<InboxStore, 'head' | 'saveHead'>;
  readonly list: Pick<ConnectionList, 'connection'>;
  readonly keys: Pick<SubjectKeys, 'existingKey'>;
  readonly sealer: Sealer;
  readonly turns: Turns;
}

/**
 * The person is not there (any more), blocked the shop, or nobody agreed that their profile be read: the conversation goes on without a name.
 * Connectors say so by null where they can tell it apart.
 */
const NOT_TO_BE_HAD: ReadonlySet<RefusalKind> = new Set([
  'not_found',
  'customer_unreachable',
  'permission_missing',
]);

/**
 * Asks the platform once what a customer without a name is called, and keeps the answer. Can be repeated: a name that is there, whoever gave
 * it, is left alone, and so is whoever was erased.
 * @throws PlatformRefusal, EgressError and what stores raise: the job then comes back
 */
export async function fetchProfile(deps: ProfileDeps, job: ProfileJob): Promise<void> {
  const head = await deps.store.head(job, 'fresh');
  // The job is asked for before the head is written.
  if (head === null) throw new Unavailable('the head of the conversation');
  const person = head.name === undefined ? await personOf(deps, head) : null;
  const profile = person && (await askPlatform(deps, head, person));
  const name = profile?.displayName?.trim();
  if (name) await keepName(deps, head, name);
}

/** Null: erased, or the platform never said who it is. */
async function personOf({ sealer }: ProfileDeps, head: Head): Promise<PersonAtPlatform | null> {
  const ids = head.ids && (await sealer.open<SealedIds>(place.ids(head), head.ids));
  if (!ids) return null;
  const [id, platformUserId = id] = ids;
  return { platformUserId, thread: { kind: head.threadKind, id } };
}

/** Null: it does not tell, or there is no account (any more) by which to ask. */
async function askPlatform(
  deps: ProfileDeps,
  { workspaceId, connectionId }: Head,
  person: PersonAtPlatform,
): Promise<CustomerProfile | null> {
  const connection = await deps.list.connection(workspaceId, connectionId);
  if (connection === null) return null;
  const messaging = await connectorOf(deps, connection.platform).messaging?.();
  if (!messaging?.profile) return null;
  const use = { actor: { kind: 'function', name: 'media-worker' }, reason: 'fetch_profile' } as const;
  const opened = await openAccount(deps, connection, use);
  if (opened === null) return null;
  try {
    return await messaging.profile(opened.calls, opened.account, person);
  } catch (error) {
    if (error instanceof PlatformRefusal && NOT_TO_BE_HAD.has(error.kind)) return null;
    throw error;
  }
}

/** One write, unless others write the head at the same time. */
async function keepName(
  deps: ProfileDeps,
  { workspaceId, conversationId }: Head,
  name: string,
): Promise<void> {
  await untilWritten(deps, async () => {
    const head = await deps.store.head({ workspaceId, conversationId }, 'fresh');
    if (head === null || head.name !== undefined || head.restrictedBy !== undefined) return true;
    // Erased while the platform answered: sealing would make a key for somebody who is gone.
    if ((await deps.keys.existingKey(workspaceId, head.subjectId)) === null) return true;
    const sealed = await deps.sealer.seal(place.name(head), head.subjectId, name);
    const named = withToldName(head, sealed, deps.clock.now());
    return (await deps.store.saveHead(named, head.rev)) || undefined;
  });
}
