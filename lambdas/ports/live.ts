import type { LiveSocket } from '../domain/live-socket.ts';
import type { Millis } from '../domain/platform.ts';

/** Good for opening one socket, once. */
export interface LiveTicket {
  /** SHA-256 of the ticket: what is stored of it opens nothing. */
  readonly digest: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly until: Millis;
}

/** Tickets that were given out. */
export interface LiveTickets {
  add(ticket: LiveTicket): Promise<void>;
  /** Hands it to one caller and to no other; null = there is none, or not any more. */
  take(digest: string): Promise<LiveTicket | null>;
}

/** Sockets that are open. All operations raise `Unavailable` when the store does not answer. */
export interface LiveSockets {
  add(socket: LiveSocket): Promise<void>;
  /** All of a workspace, as they are at this moment: whoever was added before is among them. */
  of(workspaceId: string): Promise<readonly LiveSocket[]>;
  /**
   * Writes down what was heard on one that is still there, and what it shows now, if that is given: messages of one socket are handled side by side, and
   * one that says nothing of it must not bring back an earlier view. False = it is not there.
   */
  change(
    socket: Pick<LiveSocket, 'workspaceId' | 'connectionId'>,
    change: Pick<LiveSocket, 'heard'> & Partial<Pick<LiveSocket, 'view'>>,
  ): Promise<boolean>;
  remove(socket: Pick<LiveSocket, 'workspaceId' | 'connectionId'>): Promise<void>;
}

/** The way to browsers. */
export interface LivePush {
  /** `gone`: the socket is closed, for good. @throws Unavailable when it cannot be told now */
  tell(connectionId: string, text: string): Promise<'told' | 'gone'>;
  /** Closes it; closed already is no failure. @throws Unavailable */
  close(connectionId: string): Promise<void>;
}
