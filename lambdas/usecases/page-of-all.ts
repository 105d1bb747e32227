import { type Page, type PageRequest, readCursor, writeCursor } from '../domain/cursor.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

/**
 * A page of a list of which all is in memory, because a workspace has few of it.
 * @param all in the order of the list, which is that of their ids
 * @throws InvalidInput for a cursor that this list did not give out
 */
export async function pageOfAll<T extends { readonly id: string }>(
  { keys }: { readonly keys: Pick<SubjectKeys, 'workspace'> },
  list: string,
  workspaceId: string,
  all: readonly T[],
  { limit, cursor }: PageRequest,
): Promise<Page<T>> {
  const { idSecret } = await keys.workspace(workspaceId);
  const scope = [list, workspaceId];
  const after = cursor === undefined ? '' : readCursor<string>(idSecret, scope, cursor);
  const rest = all.filter(({ id }) => id > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: last && rest.length > limit ? writeCursor(idSecret, scope, last.id) : null,
  };
}
