import { digestOf } from '../../domain/digest.ts';
import { TICKET_LIFE_MS } from '../../domain/live-socket.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LiveTickets } from '../../ports/live.ts';
import type { Random } from '../../ports/random.ts';

export interface TicketDeps {
  readonly tickets: LiveTickets;
  readonly random: Random;
  readonly clock: Clock;
  /** Where sockets are opened. */
  readonly liveUrl: string;
}

/** What a browser needs to open a socket. */
export interface Ticket {
  /** 256 bits, base64url. */
  readonly ticket: string;
  readonly url: string;
  readonly expiresAt: Millis;
}

/** A ticket for one socket of the member; only its digest is kept. */
export async function makeTicket(
  { tickets, random, clock, liveUrl }: TicketDeps,
  { workspaceId, userId }: Session,
): Promise<Ticket> {
  const ticket = random.bytes(32).toString('base64url');
  const until = clock.now() + TICKET_LIFE_MS;
  await tickets.add({ digest: digestOf(ticket), workspaceId, userId, until });
  return { ticket, url: liveUrl, expiresAt: until };
}
