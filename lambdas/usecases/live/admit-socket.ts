import { digestOf } from '../../domain/digest.ts';
import { KaoJaiError } from '../../domain/errors.ts';
import type { LiveTickets } from '../../ports/live.ts';
import type { Members } from '../../ports/members.ts';
import { openSession } from '../open-session.ts';

export interface AdmitDeps {
  readonly tickets: LiveTickets;
  readonly members: Members;
  /** Origins of pages of ours. */
  readonly origins: readonly string[];
}

/** Who opens the socket, as it is said in the log; or why nobody does. */
export type Admission =
  | { readonly admitted: true; readonly workspaceId: string; readonly userId: string }
  | { readonly admitted: false; readonly code: 'foreign_origin' | 'bad_ticket' | 'no_workspace' };

/**
 * S05, S08: a page of ours, or a program (which sends no Origin), with a ticket that was not used yet. A foreign page does not even use one up. The
 * workspace is that of the ticket's member now, whatever it was when the ticket was made, and nothing that the request says.
 */
export async function admitSocket(
  { tickets, members, origins }: AdmitDeps,
  { ticket, origin }: { readonly ticket: string | undefined; readonly origin: string | undefined },
): Promise<Admission> {
  if (origin !== undefined && !origins.includes(origin)) return { admitted: false, code: 'foreign_origin' };
  const taken = ticket === undefined ? null : await tickets.take(digestOf(ticket));
  if (taken === null) return { admitted: false, code: 'bad_ticket' };
  try {
    const { workspaceId, userId } = await openSession({ members }, taken.userId);
    if (workspaceId !== taken.workspaceId) return { admitted: false, code: 'no_workspace' };
    return { admitted: true, workspaceId, userId };
  } catch (error) {
    if (error instanceof KaoJaiError && error.code === 'no_workspace')
      return { admitted: false, code: 'no_workspace' };
    throw error;
  }
}
