import { Unavailable } from '../../lambdas/domain/errors.ts';
import type { LivePush } from '../../lambdas/ports/live.ts';
import type { Membership } from '../../lambdas/ports/members.ts';
import type { SocketEvent } from '../../lambdas/runtime/live/socket-event.ts';
import type { SocketDeps } from '../../lambdas/runtime/live/socket-handler.ts';
import { socketHandler } from '../../lambdas/runtime/live/socket-handler.ts';
import { DynamoLiveSockets, DynamoLiveTickets } from '../../lambdas/store/dynamo-live.ts';
import { Table } from '../../lambdas/store/table.ts';
import { makeTicket } from '../../lambdas/usecases/live/make-ticket.ts';
import { MemoryMembers, NOON } from './agent-world.ts';
import { FakeAws } from './fake-aws.ts';
import { VirtualClock } from './fakes.ts';

export const CONSOLE = 'https://app.example';

/** Sockets as API Gateway holds them. */
export class FakePush implements LivePush {
  /** What was said on each, parsed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into frames of every shape
  readonly said = new Map<string, any[]>();
  readonly closed: string[] = [];
  readonly gone = new Set<string>();
  /** Cannot be told now. */
  readonly deaf = new Set<string>();

  async tell(connectionId: string, text: string): Promise<'told' | 'gone'> {
    if (this.deaf.has(connectionId)) throw new Unavailable('a live socket');
    if (this.gone.has(connectionId)) return 'gone';
    this.said.set(connectionId, [...(this.said.get(connectionId) ?? []), JSON.parse(text)]);
    return 'told';
  }

  async close(connectionId: string): Promise<void> {
    this.closed.push(connectionId);
    this.gone.add(connectionId);
  }

  /** What was said since somebody asked last. */
  // biome-ignore lint/suspicious/noExplicitAny: the same
  take(connectionId: string): any[] {
    const frames = this.said.get(connectionId) ?? [];
    this.said.delete(connectionId);
    return frames;
  }
}

/** The WebSocket API in memory: authorizer, routes, and what API Gateway remembers between them. */
export class LiveWorld {
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);
  readonly push = new FakePush();
  readonly members = new MemoryMembers();
  readonly table = new Table(this.aws.dynamo, 'Inbox');
  readonly tickets = new DynamoLiveTickets(this.table, this.clock);
  readonly sockets = new DynamoLiveSockets(this.table, this.clock);
  readonly deps: SocketDeps = {
    tickets: this.tickets,
    members: this.members,
    origins: [CONSOLE],
    sockets: this.sockets,
    push: this.push,
    clock: this.clock,
  };
  readonly #handle = socketHandler(this.deps);
  readonly #contexts = new Map<string, Readonly<Record<string, string>>>();
  #made = 0;

  addMember(userId: string, membership: Membership = { workspaceId: 'ws_a', role: 'agent' }): void {
    this.members.memberships.set(userId, membership);
  }

  async ticket(userId: string, workspaceId = 'ws_a'): Promise<string> {
    const random = { bytes: (count: number) => Buffer.alloc(count, ++this.#made), fraction: () => 0 };
    const deps = { tickets: this.tickets, random, clock: this.clock, liveUrl: 'wss://live.example/live' };
    return (await makeTicket(deps, { userId, workspaceId, role: 'agent' })).ticket;
  }

  /** What a browser's handshake comes to: 403 by the authorizer, or what `$connect` answers. */
  async handshake(
    connectionId: string,
    query: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = { Origin: CONSOLE },
  ): Promise<number> {
    const asked = { type: 'REQUEST', methodArn: 'arn:of:connect', headers, queryStringParameters: query };
    const answer = await this.#handle({ ...this.#event(connectionId, 'CONNECT'), ...asked });
    if (!('policyDocument' in answer)) throw new Error('the authorizer said nothing');
    if (answer.policyDocument.Statement[0]?.Effect !== 'Allow') return 403;
    this.#contexts.set(connectionId, { ...answer.context, principalId: answer.principalId });
    return this.#send(connectionId, 'CONNECT');
  }

  /** Opens a socket of a member, and says what it shows. */
  async open(connectionId: string, userId: string, view?: object): Promise<void> {
    this.addMember(userId);
    const status = await this.handshake(connectionId, { ticket: await this.ticket(userId) });
    if (status !== 200) throw new Error(`the handshake came to ${status}`);
    if (view) await this.say(connectionId, { type: 'view', inbox: true, ...view });
  }

  say(connectionId: string, message: unknown): Promise<number> {
    const body = typeof message === 'string' ? message : JSON.stringify(message);
    return this.#send(connectionId, 'MESSAGE', body);
  }

  leave(connectionId: string): Promise<number> {
    this.push.gone.add(connectionId);
    return this.#send(connectionId, 'DISCONNECT');
  }

  async #send(connectionId: string, eventType: string, body?: string): Promise<number> {
    const answer = await this.#handle({
      ...this.#event(connectionId, eventType),
      ...(body === undefined ? {} : { body }),
    });
    return 'statusCode' in answer ? answer.statusCode : 0;
  }

  #event(connectionId: string, eventType: string): SocketEvent {
    const authorizer = this.#contexts.get(connectionId);
    return {
      requestContext: { connectionId, eventType, requestId: 'r', ...(authorizer ? { authorizer } : {}) },
    };
  }
}
