import type { Incident } from '../domain/incident.ts';
import type { Incidents } from '../ports/incidents.ts';
import { INCIDENTS, ledgerKeys } from './keys.ts';
import { atRevision, type Item, REVISION, type Table } from './table.ts';

/**
 * The operator's incidents in the Ledger table.
 *   incident  {id, kind, knownAt, openedAt, timeline, notices, closedAt, r}
 */
export class DynamoIncidents implements Incidents {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async save({ rev, closedAt, timeline, notices, ...incident }: Incident): Promise<boolean> {
    const item = {
      ...ledgerKeys.incident(new Date(incident.openedAt).toISOString(), incident.id),
      ...incident,
      timeline: timeline.map((one) => ({ ...one })),
      notices: notices.map(({ settled, ...one }) => ({
        ...one,
        settled: settled ? { ...settled } : undefined,
      })),
      closedAt: closedAt ?? undefined,
      [REVISION]: rev + 1,
    };
    return (await this.#table.put(item, atRevision(rev === 0 ? null : rev))).written;
  }

  async all(): Promise<readonly Incident[]> {
    const found: Incident[] = [];
    for await (const item of this.#table.all({ pk: INCIDENTS, consistent: true }))
      found.push(itemToIncident(item));
    return found;
  }
}

function itemToIncident({
  id,
  kind,
  knownAt,
  openedAt,
  timeline,
  notices,
  closedAt,
  ...item
}: Item): Incident {
  return {
    id,
    kind,
    knownAt,
    openedAt,
    timeline,
    notices: notices.map((one: Item) => ({ to: one.to, dueAt: one.dueAt, settled: one.settled ?? null })),
    closedAt: closedAt ?? null,
    rev: item[REVISION],
  };
}
