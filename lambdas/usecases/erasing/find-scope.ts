import type { DataScope } from '../../domain/data-scope.ts';
import { subjectIdOf } from '../../domain/ids.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import type { SealedIds } from '../../domain/stored.ts';
import { place } from '../places.ts';
import type { ErasingDeps } from './erasing-deps.ts';
import { subjectsByPlatformId } from './find-by-platform-id.ts';

/** A shorter word would be found in what has nothing to do with the person. */
const SHORTEST_CANARY = 8;

type FindDeps = Pick<ErasingDeps, 'store' | 'keys' | 'sealer' | 'connections'>;

/**
 * Whose data a request is about, by ids, and the words by which what was forgotten of them can be told. Nothing being there is no error: an
 * unknown person has a scope like anybody else, and it is empty.
 */
export async function findScope(
  deps: FindDeps,
  { workspaceId, subject }: PrivacyRequest,
): Promise<{ readonly scope: DataScope; readonly canaries: readonly string[] }> {
  if ('workspace' in subject) {
    const accountIds = (await deps.connections.connections(workspaceId)).map(({ accountId }) => accountId);
    return { scope: { kind: 'workspace', workspaceId, accountIds }, canaries: [] };
  }
  if ('memberId' in subject)
    return { scope: { kind: 'member', workspaceId, userId: subject.memberId }, canaries: [] };
  if ('customerId' in subject) return ofCustomer(deps, workspaceId, [subject.customerId], []);
  if (!('platformUserId' in subject)) return ofConnection(deps, workspaceId, subject.connectionId);
  const { connectionId, platformUserId } = subject;
  if (platformUserId === null) return ofCustomer(deps, workspaceId, [], []);
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const thread = { kind: 'direct', id: platformUserId } as const;
  const own = subjectIdOf(idSecret, connectionId, { key: platformUserId }, thread);
  const others = await subjectsByPlatformId(deps, workspaceId, connectionId, platformUserId);
  return ofCustomer(deps, workspaceId, [...new Set([own, ...others])], [platformUserId]);
}

async function ofConnection({ connections }: FindDeps, workspaceId: string, connectionId: string) {
  const connection = await connections.connection(workspaceId, connectionId);
  const accountIds = connection ? [connection.accountId] : [];
  return { scope: { kind: 'connection', workspaceId, connectionId, accountIds } as const, canaries: [] };
}

async function ofCustomer(
  deps: FindDeps,
  workspaceId: string,
  subjectIds: readonly string[],
  words: readonly string[],
): Promise<{ scope: DataScope; canaries: readonly string[] }> {
  const found = await Promise.all(subjectIds.map((id) => deps.store.conversationsOf(workspaceId, id)));
  const conversationIds = [...new Set(found.flat())];
  const known = new Set(words);
  for (const conversationId of conversationIds)
    for (const word of await idsAtPlatform(deps, { workspaceId, conversationId })) known.add(word);
  return {
    scope: { kind: 'customer', workspaceId, subjectIds, conversationIds },
    canaries: [...known].filter((word) => word.length >= SHORTEST_CANARY),
  };
}

/** The platform's ids of the person and of the thread, as long as they can be opened. */
async function idsAtPlatform(
  { store, sealer }: FindDeps,
  ref: { workspaceId: string; conversationId: string },
): Promise<readonly string[]> {
  const head = await store.head(ref, 'fresh');
  const ids = head?.ids && (await sealer.open<SealedIds>(place.ids(head), head.ids));
  return ids ? ids.filter((id) => id !== undefined) : [];
}
