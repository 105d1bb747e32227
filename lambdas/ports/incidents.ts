import type { Incident } from '../domain/incident.ts';

/** Keeps incidents. All operations raise `Unavailable` when the store does not answer. */
export interface Incidents {
  /** Writes it over the revision that it has; 0 = it is new. False: somebody else was faster. */
  save(incident: Incident): Promise<boolean>;
  /** All of them, the oldest first. */
  all(): Promise<readonly Incident[]>;
}
