import { pressingNotices } from '../../domain/incident.ts';
import type { Meter } from '../../ports/meter.ts';
import type { IncidentDeps } from './keep-incident.ts';

/** Calls somebody as long as a notice of an incident is owed that is soon due, or late. */
export async function watchIncidents({
  incidents,
  clock,
  meter,
}: IncidentDeps & { readonly meter: Meter }): Promise<void> {
  const now = clock.now();
  for (const incident of await incidents.all())
    for (const { to, dueAt } of pressingNotices(incident, now))
      meter.count('IncidentNoticeOwed', { To: to }, { incident: incident.id, dueAt });
}
