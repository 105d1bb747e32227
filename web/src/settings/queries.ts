import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../api/client.ts';
import { useList } from '../api/use-list.ts';

const PER_PAGE = 100;
const pageAt = (cursor: string | undefined) => ({ limit: PER_PAGE, ...(cursor !== undefined && { cursor }) });

/** What a canned reply says. */
export interface ReplyDraft {
  readonly title: string;
  readonly shortcut: string;
  readonly text: string;
}

/** Canned replies of the workspace. */
export function useReplies() {
  return useList<Schema<'CannedReply'>>(['settings', 'replies'], (cursor, signal) =>
    answerOf(api().GET('/v1/canned-replies', { signal, params: { query: pageAt(cursor) } })),
  );
}

/** Writes a canned reply, or changes the one that was seen. */
export function useSaveReply(seen: Schema<'CannedReply'> | null) {
  return useChange(({ title, shortcut, text }: ReplyDraft) => {
    const short = shortcut.trim();
    if (seen === null)
      return answerOf(
        api().POST('/v1/canned-replies', { body: { title, text, ...(short && { shortcut: short }) } }),
      );
    const params = { path: { id: seen.id }, header: { 'if-match': String(seen.version) } };
    return answerOf(
      api().PATCH('/v1/canned-replies/{id}', { params, body: { title, text, shortcut: short || null } }),
    );
  });
}

/** Removes a canned reply. */
export function useRemoveReply() {
  return useChange((id: string) =>
    answerOf(api().DELETE('/v1/canned-replies/{id}', { params: { path: { id } } })),
  );
}

/** Views of the reader, and those that are shared. */
export function useViewList() {
  return useList<Schema<'View'>>(['settings', 'views'], (cursor, signal) =>
    answerOf(api().GET('/v1/views', { signal, params: { query: pageAt(cursor) } })),
  );
}

/** Names a view anew, or shares it. */
export function useChangeView({ id, version }: Schema<'View'>) {
  return useChange((body: { name?: string; shared?: boolean }) =>
    answerOf(
      api().PATCH('/v1/views/{id}', {
        params: { path: { id }, header: { 'if-match': String(version) } },
        body,
      }),
    ),
  );
}

/** Removes a view. */
export function useRemoveView() {
  return useChange((id: string) => answerOf(api().DELETE('/v1/views/{id}', { params: { path: { id } } })));
}

/** The inbox shows the same replies and views: it reads them again, too. */
function useChange<In, Out>(mutationFn: (order: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        [['settings'], ['inbox', 'canned'], ['inbox', 'views']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
