import { subjectIdOf } from '../../domain/ids.ts';
import type { ConnectionLinks } from '../../ports/connection-links.ts';
import type { Connection, ConnectionList } from '../../ports/connections.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { type OpenCaseDeps, openCase, settleCase } from './open-case.ts';
import { type AskedBy, type ErasureDeps, erasureOf, requestErasure } from './request-erasure.ts';

export interface ImportDeps extends OpenCaseDeps, ErasureDeps {
  readonly links: ConnectionLinks;
  readonly connections: Pick<ConnectionList, 'connection'>;
  readonly keys: Pick<SubjectKeys, 'workspace' | 'existingKey'>;
}

/** A list of people whose data a platform wants deleted. */
export interface DeletionList {
  /** Ids of people who connected something, and of customers; nobody says which is which. */
  readonly ids: readonly string[];
  /** Fingerprint of the list, see `personPrint`: the same list makes the same case. */
  readonly print: string;
  /** The link of a person who connected something. */
  readonly linkOf: (id: string) => string;
}

export interface ImportReport {
  /** Of the operator's case. */
  readonly code: string;
  /** Distinct ids. */
  readonly read: number;
  /** Ids of people of whom something is kept. */
  readonly known: number;
  readonly ignored: number;
  /** Privacy requests that did not exist before. */
  readonly requestsMade: number;
}

/**
 * Makes a case of a list, and a privacy request for each of its people in each connection that knows them. Unknown ids leave no trace.
 * Importing the same list again changes nothing, and finishes what an import that died has left.
 */
export async function importDeletionList(
  deps: ImportDeps,
  list: DeletionList,
  connections: readonly Connection[],
): Promise<ImportReport> {
  const ids = [...new Set(list.ids)];
  const people = await peopleOf(deps, ids, list, connections);
  const opened = await openCase(deps, list.print, people.length > 0, () => true);
  const requests = people.map(({ connection, id }) => erasureOf(opened, connection, id));
  await settleCase(deps, opened, requests);
  let requestsMade = 0;
  for (const [i, { id }] of people.entries()) {
    const request = requests[i];
    if (request && (await requestErasure(deps, opened, request, askedFor(id)))) requestsMade++;
  }
  const known = new Set(people.map(({ id }) => id)).size;
  return { code: opened.code, read: ids.length, known, ignored: ids.length - known, requestsMade };
}

function askedFor(platformUserId: string): AskedBy {
  return { platformUserId, source: 'meta_list', actor: { kind: 'operator' } };
}

interface KnownPerson {
  readonly id: string;
  readonly connection: Connection;
}

/** How many ids are looked up at once. */
const AT_ONCE = 25;

async function peopleOf(
  deps: ImportDeps,
  ids: readonly string[],
  { linkOf }: DeletionList,
  connections: readonly Connection[],
): Promise<readonly KnownPerson[]> {
  const found: KnownPerson[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids
      .slice(from, from + AT_ONCE)
      .map(async (id) => [
        ...(await connectedBy(deps, id, linkOf(id))),
        ...(await customersOf(deps, id, connections)),
      ]);
    found.push(...(await Promise.all(some)).flat());
  }
  return found;
}

async function connectedBy(deps: ImportDeps, id: string, link: string): Promise<readonly KnownPerson[]> {
  const people: KnownPerson[] = [];
  for (const { workspaceId, connectionId } of await deps.links.linked(link)) {
    const connection = await deps.connections.connection(workspaceId, connectionId);
    if (connection) people.push({ id, connection });
  }
  return people;
}

/**
 * Whether a connection knows a customer shows in the key that seals what they wrote: it exists for whoever has a conversation or wrote a
 * comment, and no longer for whoever was erased.
 */
async function customersOf(
  { keys }: ImportDeps,
  id: string,
  connections: readonly Connection[],
): Promise<readonly KnownPerson[]> {
  const people: KnownPerson[] = [];
  for (const connection of connections) {
    const { idSecret } = await keys.workspace(connection.workspaceId);
    const subjectId = subjectIdOf(idSecret, connection.id, { key: id }, { kind: 'direct', id });
    if (await keys.existingKey(connection.workspaceId, subjectId)) people.push({ id, connection });
  }
  return people;
}
