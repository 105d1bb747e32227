import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import { SecretText } from '../../../../domain/secret-text.ts';
import { field, idField, type JsonObject, objectField, objectsField, textField } from '../../fields.ts';
import { type Graph, graphCall } from '../graph/graph.ts';
import type { FacebookPerson } from './facebook-login.ts';
import { nextCursor } from './next-page.ts';

/** A Page on which the person has a role. */
export interface ManagedPage {
  readonly id: string;
  readonly name: string;
  /** Absent when the role does not give one. */
  readonly token?: SecretText;
  /** May read and answer messages, and subscribe deliveries. */
  readonly roleSuffices: boolean;
  /** The professional account linked to it, if fields of it were asked for. */
  readonly instagram?: { readonly id: string; readonly username: string };
}

const PAGE_SIZE = 100;
/** More Pages than anybody manages; ends a paging that does not. */
const MOST_CALLS = 20;

/**
 * The Pages that were ticked in the dialog. Empty without the permission to list them. Pages of a business portfolio are missing in the
 * list without `business_management`, but their ids are in the token's grant.
 * https://developers.facebook.com/docs/graph-api/reference/user/accounts
 * @param more fields of a Page besides, such as `instagram_business_account{id,username}`
 */
export async function managedPages(
  graph: Graph,
  person: FacebookPerson,
  more?: string,
): Promise<ManagedPage[]> {
  if (!person.grantedScopes.includes('pages_show_list')) return [];
  const fields = ['id,name,access_token,tasks', more].filter(Boolean).join(',');
  const listed = await listedPages(graph, person, fields);
  return listed.length > 0 ? listed : tickedPages(graph, person, fields);
}

async function listedPages(graph: Graph, { token }: FacebookPerson, fields: string): Promise<ManagedPage[]> {
  const pages: ManagedPage[] = [];
  let after: string | undefined;
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    const query = { fields, limit: PAGE_SIZE, after };
    const body = await graphCall(graph, { path: '/me/accounts', query, token });
    pages.push(...objectsField(body, 'data').flatMap(pageOf));
    after = nextCursor(body);
    if (after === undefined) break;
  }
  return pages;
}

async function tickedPages(graph: Graph, person: FacebookPerson, fields: string): Promise<ManagedPage[]> {
  const ids = person.inspection.targets.flatMap(({ scope, ids }) => (scope.startsWith('pages_') ? ids : []));
  const pages: ManagedPage[] = [];
  for (const id of [...new Set(ids)].slice(0, PAGE_SIZE))
    pages.push(...(await onePage(graph, person, id, fields)));
  return pages;
}

async function onePage(
  graph: Graph,
  { token }: FacebookPerson,
  id: string,
  fields: string,
): Promise<ManagedPage[]> {
  try {
    return pageOf(await graphCall(graph, { path: `/${encodeURIComponent(id)}`, query: { fields }, token }));
  } catch (error) {
    // Ticked, but gone or not to be seen: the other Pages count all the same.
    const unseen =
      error instanceof PlatformRefusal && ['not_found', 'permission_missing'].includes(error.kind);
    if (unseen) return [];
    throw error;
  }
}

const NEEDED_TASKS = ['MESSAGING', 'MODERATE'];

function pageOf(page: JsonObject): ManagedPage[] {
  const id = idField(page, 'id');
  if (id === undefined) return [];
  const token = textField(page, 'access_token');
  const tasks = field(page, 'tasks');
  const may = Array.isArray(tasks) && NEEDED_TASKS.every((task) => tasks.includes(task));
  const linked = objectField(page, 'instagram_business_account');
  const linkedId = idField(linked, 'id');
  return [
    {
      id,
      name: textField(page, 'name') ?? id,
      ...(token ? { token: new SecretText(token) } : {}),
      roleSuffices: may && token !== undefined,
      ...(linkedId
        ? { instagram: { id: linkedId, username: textField(linked, 'username') ?? linkedId } }
        : {}),
    },
  ];
}
