import { NotFound, Raced } from '../../domain/errors.ts';
import { type Incident, openedIncident } from '../../domain/incident.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Incidents } from '../../ports/incidents.ts';

export interface IncidentDeps {
  readonly incidents: Incidents;
  readonly clock: Clock;
}

/** Opens an incident, with the clocks of its notices. @throws InvalidInput */
export async function openIncident(
  { incidents, clock }: IncidentDeps,
  told: Parameters<typeof openedIncident>[0],
): Promise<Incident> {
  const incident = openedIncident(told, clock.now());
  if (!(await incidents.save(incident))) throw new Raced('the incident');
  return incident;
}

/**
 * Changes an incident by a rule of `domain/incident.ts`.
 * @throws NotFound; @throws IncidentState; @throws Raced when somebody else changed it at the same moment
 */
export async function changeIncident(
  { incidents, clock }: IncidentDeps,
  id: string,
  change: (incident: Incident, now: number) => Incident,
): Promise<Incident> {
  const found = (await incidents.all()).find((one) => one.id === id);
  if (!found) throw new NotFound('incident');
  const changed = change(found, clock.now());
  if (!(await incidents.save(changed))) throw new Raced('the incident');
  return changed;
}
