import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import type { SavedView, ViewFilter } from '../../../domain/saved-view.ts';
import { addView, changeView, listViews, removeView } from '../../../usecases/saved/saved-views.ts';
import { versionOf } from '../change-schemas.ts';
import { VersionRequired } from '../http-errors.ts';
import { pageQuery } from '../page-query.ts';
import { memberRoute, type Route } from '../route.ts';
import { newView, savedView, viewChange } from '../saved-schemas.ts';
import { id, pageOf } from '../schemas.ts';
import { pageToWire } from '../wire.ts';

const allow = 'inbox:read';
const purpose = Purpose.inbox;
const params = z.strictObject({ id });
const headers = z.object({
  'if-match': z
    .optional(versionOf('view'))
    .check(z.describe('The `version` that you saw. Without it: 428; if it is another by now: 409.')),
});

/** Lists of conversations that members saved. */
export const savedViewRoutes: readonly Route[] = [
  memberRoute({
    operation: 'listViews',
    method: 'GET',
    path: '/v1/views',
    allow,
    purpose,
    doc: 'Your own views and those that are shared, in the order in which they were made.',
    query: z.strictObject(pageQuery),
    answer: { status: 200, doc: 'A page of them.', schema: pageOf('View', savedView) },
    handle: async ({ deps, session, query }) => pageToWire(await listViews(deps, session, query), toWire),
  }),
  memberRoute({
    operation: 'addView',
    method: 'POST',
    path: '/v1/views',
    allow,
    purpose,
    doc: 'Saves a view, for yourself or shared. A workspace has at most 100, those of all members together.',
    body: newView,
    answer: { status: 201, doc: 'The view.', schema: savedView },
    handle: async ({ deps, session, body: { name, filter, shared } }) =>
      toWire(await addView(deps, session, { name, shared, filter: given(filter) })),
  }),
  memberRoute({
    operation: 'changeView',
    method: 'PATCH',
    path: '/v1/views/{id}',
    allow,
    purpose,
    doc: "Changes a view; what is absent stays. Owners and admins may change others' shared ones as well.",
    params,
    headers,
    body: viewChange,
    answer: { status: 200, doc: 'The view, with its new version.', schema: savedView },
    handle: async ({ deps, session, params: { id: viewId }, headers: { 'if-match': seen }, body }) => {
      if (seen === undefined) throw new VersionRequired('view');
      const change = { ...body, filter: body.filter && given(body.filter) };
      return toWire(await changeView(deps, session, viewId, seen, change));
    },
  }),
  memberRoute({
    operation: 'removeView',
    method: 'DELETE',
    path: '/v1/views/{id}',
    allow,
    purpose,
    doc: "Removes a view. Owners and admins may remove others' shared ones as well.",
    params,
    answer: { status: 200, doc: 'The view as it was.', schema: savedView },
    handle: async ({ deps, session, params: { id: viewId } }) =>
      toWire(await removeView(deps, session, viewId)),
  }),
];

/** Only the fields that narrow the list. */
function given(filter: { readonly [K in keyof ViewFilter]: ViewFilter[K] | undefined }): ViewFilter {
  const fields = Object.entries(filter).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as ViewFilter;
}

function toWire(view: SavedView): z.input<typeof savedView> {
  return { ...view, filter: { ...view.filter } };
}
