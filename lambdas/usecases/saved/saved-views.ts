import type { Page, PageRequest } from '../../domain/cursor.ts';
import { NotFound } from '../../domain/errors.ts';
import { memberSubjectId } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import { MAX_VIEWS, type SavedView, type StoredView, type ViewContent } from '../../domain/saved-view.ts';
import type { SavedThings } from '../../ports/saved-things.ts';
import type { SealedPlace } from '../../ports/sealer.ts';
import { pageOfAll } from '../page-of-all.ts';
import { placeOfSaved } from '../places.ts';
import { checkRoom, findToChange, newId, type SavedDeps, saveOver } from './saved-deps.ts';

/** What views need. */
export interface ViewsDeps extends SavedDeps {
  readonly views: SavedThings<StoredView>;
}

/** What a member says of a view. */
export type ViewOrder = ViewContent & Pick<SavedView, 'shared'>;
/** What of a view changes; the filter as a whole. */
export type ViewChange = { readonly [K in keyof ViewOrder]?: ViewOrder[K] | undefined };

const WHAT = 'view';

/** The member's own views and those that are shared, in the order in which they were made. @throws InvalidInput for a wrong cursor */
export async function listViews(
  deps: ViewsDeps,
  session: Session,
  request: PageRequest,
): Promise<Page<SavedView>> {
  const shown = (await deps.views.all(session.workspaceId)).filter(shownTo(session));
  const list = `views/${session.userId}`;
  const { items, nextCursor } = await pageOfAll(deps, list, session.workspaceId, shown, request);
  const opened = await Promise.all(items.map((view) => open(deps, view)));
  return { items: opened.filter((view) => view !== null), nextCursor };
}

/** Saves a new one. @throws LimitReached */
export async function addView(
  deps: ViewsDeps,
  session: Session,
  { shared, ...content }: ViewOrder,
): Promise<SavedView> {
  await checkRoom(deps.views, session, MAX_VIEWS, 'views');
  const { workspaceId, userId: ownerId } = session;
  const id = newId(deps);
  const sealed = await seal(deps, { workspaceId, id, ownerId }, content);
  const view = { workspaceId, id, ownerId, version: 1, shared, sealed };
  await deps.views.add(view);
  return viewOf(view, content);
}

/**
 * Changes one; what is absent stays, and what is so already is no change. It stays its owner's, whoever changes it.
 * @param version the one that the member saw
 * @throws NotFound, Forbidden, VersionChanged
 */
export async function changeView(
  deps: ViewsDeps,
  session: Session,
  id: string,
  version: number,
  change: ViewChange,
): Promise<SavedView> {
  const view = await findToChange(deps.views, session, id, WHAT, { version, isShown: shownTo(session) });
  const before = await contentOf(deps, view);
  const content = { name: change.name ?? before.name, filter: change.filter ?? before.filter };
  const shared = change.shared ?? view.shared;
  if (shared === view.shared && isSame(content, before)) return viewOf(view, before);
  const next = { ...view, shared, version: version + 1, sealed: await seal(deps, view, content) };
  await saveOver(deps.views, next, WHAT);
  return viewOf(next, content);
}

/** Removes one, and answers what it was. @throws NotFound, Forbidden */
export async function removeView(deps: ViewsDeps, session: Session, id: string): Promise<SavedView> {
  const view = await findToChange(deps.views, session, id, WHAT, { isShown: shownTo(session) });
  const content = await contentOf(deps, view);
  if (!(await deps.views.remove(view, deps.clock.now()))) throw new NotFound(WHAT);
  return viewOf(view, content);
}

/** Another member's own views are nobody's business, a manager's neither. */
function shownTo({ userId }: Session): (view: StoredView) => boolean {
  return ({ shared, ownerId }) => shared || ownerId === userId;
}

/** In whatever order the fields of a filter were named. */
function isSame(one: ViewContent, other: ViewContent): boolean {
  const text = ({ name, filter }: ViewContent) =>
    JSON.stringify([name, Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return text(one) === text(other);
}

type Named = Pick<StoredView, 'workspaceId' | 'id' | 'ownerId'>;

async function seal(deps: ViewsDeps, view: Named, content: ViewContent) {
  return deps.sealer.seal(placeOf(view), memberSubjectId(view.ownerId), content);
}

async function open(deps: ViewsDeps, view: StoredView): Promise<SavedView | null> {
  const content = await deps.sealer.open<ViewContent>(placeOf(view), view.sealed);
  return content && viewOf(view, content);
}

async function contentOf(deps: ViewsDeps, view: StoredView): Promise<ViewContent> {
  const content = await deps.sealer.open<ViewContent>(placeOf(view), view.sealed);
  if (content === null) throw new NotFound(WHAT);
  return content;
}

function viewOf({ id, shared, ownerId, version }: StoredView, { name, filter }: ViewContent): SavedView {
  return { id, name, filter, shared, ownerId, version };
}

function placeOf({ workspaceId, id }: Pick<StoredView, 'workspaceId' | 'id'>): SealedPlace {
  return placeOfSaved('view', workspaceId, id);
}
