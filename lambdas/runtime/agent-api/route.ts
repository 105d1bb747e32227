import type * as z from 'zod/mini';
import { NotFound } from '../../domain/errors.ts';
import type { Permission, Session } from '../../domain/member.ts';
import type { Purpose } from '../../domain/purpose.ts';
import type { AttachmentStore, FileLinks, FileObjects } from '../../ports/attachments.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { FileScanner } from '../../ports/file-scanner.ts';
import type { MediaJobs } from '../../ports/media-jobs.ts';
import type { Members } from '../../ports/members.ts';
import type { Sealers } from '../../ports/sealer.ts';
import type { ListConnectionsDeps } from '../../usecases/list-connections.ts';
import type { TicketDeps } from '../../usecases/live/make-ticket.ts';
import type { ReplyDeps } from '../../usecases/saved/canned-replies.ts';
import type { ViewsDeps } from '../../usecases/saved/saved-views.ts';
import type { QueueDeps } from '../../usecases/sending/queue-deps.ts';
import { type Parts, type RawRequest, readRequest } from './read-request.ts';

/** What the use cases behind the routes need. */
export interface AgentApiDeps extends QueueDeps, ListConnectionsDeps, TicketDeps, ReplyDeps, ViewsDeps {
  /** Gives each request a sealer of its own purpose, in place of `sealer`. */
  readonly sealers: Sealers;
  readonly connections: ConnectionList;
  readonly members: Members;
  readonly attachments: AttachmentStore;
  readonly objects: FileObjects;
  readonly links: FileLinks;
  readonly scanner: FileScanner;
  readonly media: MediaJobs;
  readonly audit: AuditTrail;
}

/** The methods that routes have. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What every route says of itself; requests are validated by it, and the OpenAPI document is written from it. */
export interface RouteFacts {
  readonly operation: string;
  readonly method: Method;
  /** With path parameters in braces. */
  readonly path: string;
  /** One sentence. */
  readonly doc: string;
  readonly answer: { readonly status: number; readonly doc: string; readonly schema: z.ZodMiniType };
}

/** A route for everybody. */
export interface PublicRoute extends RouteFacts {
  readonly allow: 'public';
  readonly run: () => unknown;
}

/** A route for members whose role has the permission. `D`: what the use case behind it needs. */
export interface MemberRoute<D = AgentApiDeps> extends RouteFacts {
  readonly allow: Permission;
  /** What it reads personal data for, unless the request names another purpose. */
  readonly purpose: Purpose;
  readonly parts: Parts;
  readonly run: (
    deps: D,
    session: Session,
    request: RawRequest,
    setCookie: (cookie: string) => void,
  ) => Promise<unknown>;
}

/** Any route. */
export type Route<D = AgentApiDeps> = PublicRoute | MemberRoute<D>;

type None = z.ZodMiniObject<Record<never, never>>;
type Fields = z.ZodMiniObject;

/** A member route as its file writes it: the handler gets what the schemas make of the request. */
interface MemberRouteSpec<
  D,
  P extends Fields,
  Q extends Fields,
  H extends Fields,
  B extends Fields,
  A extends z.ZodMiniType,
> {
  readonly operation: string;
  readonly method: Method;
  readonly path: string;
  readonly allow: Permission;
  readonly purpose: Purpose;
  readonly doc: string;
  readonly params?: P;
  readonly query?: Q;
  readonly headers?: H;
  /** Absent: a request with a body is refused. A request without one counts as `{}`. */
  readonly body?: B;
  readonly answer: { readonly status: number; readonly doc: string; readonly schema: A };
  readonly handle: (context: {
    readonly deps: D;
    readonly session: Session;
    readonly params: z.output<P>;
    readonly query: z.output<Q>;
    readonly headers: z.output<H>;
    readonly body: z.output<B>;
    /** Adds a `Set-Cookie` to the answer. */
    readonly setCookie: (cookie: string) => void;
  }) => Promise<z.input<A>>;
}

/** Makes the function that defines routes of an API whose use cases need `D`. */
export function memberRoutesFor<D>() {
  return <
    A extends z.ZodMiniType,
    P extends Fields = None,
    Q extends Fields = None,
    H extends Fields = None,
    B extends Fields = None,
  >(
    spec: MemberRouteSpec<D, P, Q, H, B, A>,
  ): MemberRoute<D> => {
    const { params, query, headers, body, handle, ...facts } = spec;
    const parts = { params, query, headers, body };
    return {
      ...facts,
      parts,
      run: async (deps, session, request, setCookie) =>
        handle({ deps, session, ...readRequest(parts, request), setCookie }),
    };
  };
}

/** Defines a route of the agent API. */
export const memberRoute = memberRoutesFor<AgentApiDeps>();

/** A route that another function serves: this one only knows that it exists. */
export function servedElsewhere({ run: _run, ...facts }: MemberRoute<never>): MemberRoute {
  return {
    ...facts,
    run: async () => {
      throw new NotFound('route');
    },
  };
}
