import * as z from 'zod/mini';
import { Purpose } from '../../domain/purpose.ts';
import { chooseAccounts, listChoices } from '../../usecases/connecting/choose-accounts.ts';
import { disconnect } from '../../usecases/connecting/disconnect.ts';
import { startConnecting } from '../../usecases/connecting/start-connecting.ts';
import type { MemberRoute } from '../agent-api/route.ts';
import { component, connection, id, pageOf, platform } from '../agent-api/schemas.ts';
import { connectionToWire } from '../agent-api/wire.ts';
import { type ConnectApiDeps, connectRoute } from './connect-api.ts';
import { consentCookie } from './consent-cookie.ts';

const text = z.string().check(z.minLength(1), z.maxLength(2_000, 'must have at most 2000 characters'));

/** Platforms write some ids as numbers; here they are strings, always. */
const credential = z.union(
  [text, z.pipe(z.int(), z.transform(String))],
  'must be a string of at most 2000 characters, or a whole number',
);

const FEATURES = ['inbox', 'comments', 'orders', 'products', 'profiles'] as const;

const request = z.strictObject({
  platform,
  features: z
    .array(z.enum(FEATURES))
    .check(z.minLength(1, 'must name at least one feature'), z.maxLength(FEATURES.length)),
  credentials: z.optional(z.record(z.string().check(z.maxLength(64)), credential)),
  login: z.optional(text),
  surface: z.optional(text),
});

const consent = component(
  'Consent',
  'The merchant has to consent at the platform: open `authorizeUrl` in the browser that got this answer, within ten minutes.',
  z.strictObject({ id, authorizeUrl: z.string() }),
);

const disconnected = component(
  'Disconnected',
  'The connection as it was left, and what remains to do by hand at the platform; null = nothing.',
  z.extend(connection, {
    byHand: z.nullable(z.strictObject({ th: z.string(), en: z.string() })),
  }),
);

const choice = component(
  'AccountChoice',
  'One of the accounts behind a consent. `unusable` says why it cannot be connected.',
  z.strictObject({
    accountId: z.string(),
    displayName: z.string(),
    surface: z.string(),
    unusable: z.nullable(z.string()),
    connectionId: z.nullable(id),
  }),
);

const connecting = component(
  'Connecting',
  'The connection, or where to consent before there is one.',
  z.union([connection, consent]),
);

const params = z.strictObject({ id });

/** Connecting and disconnecting, served by a function of its own: it alone of the API's functions may open tokens. */
export const connectRoutes: readonly MemberRoute<ConnectApiDeps>[] = [
  connectRoute({
    operation: 'connect',
    method: 'POST',
    path: '/v1/connections',
    allow: 'connections:manage',
    purpose: Purpose.administration,
    doc: 'Connects a platform account: by credentials at once, otherwise by a consent at the platform.',
    body: request,
    answer: {
      status: 201,
      doc: 'The connection, or where to consent; with a cookie that the return demands.',
      schema: connecting,
    },
    handle: async ({ deps, session, body, setCookie }) => {
      const { login: inside, surface: within, ...credentials } = body.credentials ?? {};
      const started = await startConnecting(deps, session, body.platform, {
        features: [...new Set(body.features)],
        login: body.login ?? inside,
        surface: body.surface ?? within,
        credentials,
      });
      if (started.kind === 'connected') return connectionToWire(started.connection);
      setCookie(consentCookie(started.cookie, deps.publicBaseUrl));
      return { id: started.connectionId, authorizeUrl: deps.browserUrl(started.authorizeUrl) };
    },
  }),
  connectRoute({
    operation: 'listAccountChoices',
    method: 'GET',
    path: '/v1/connections/{id}/choices',
    allow: 'connections:manage',
    purpose: Purpose.administration,
    doc: 'The accounts behind a consent, to choose from.',
    params,
    answer: { status: 200, doc: 'All of them.', schema: pageOf('AccountChoice', choice) },
    handle: async ({ deps, session, params: { id: connectionId } }) => ({
      items: (await listChoices(deps, session, connectionId)).map((offered) => ({ ...offered })),
      nextCursor: null,
    }),
  }),
  connectRoute({
    operation: 'chooseAccounts',
    method: 'POST',
    path: '/v1/connections/{id}/choices',
    allow: 'connections:manage',
    purpose: Purpose.administration,
    doc: 'Connects the chosen accounts. The first goes on under the id of the consent, unless it was connected before.',
    params,
    body: z.strictObject({
      accountIds: z
        .array(text)
        .check(z.minLength(1, 'must name at least one account'), z.maxLength(100, 'must name at most 100')),
    }),
    answer: {
      status: 200,
      doc: 'The connections, in the order asked for.',
      schema: pageOf('ChosenConnection', connection),
    },
    handle: async ({ deps, session, params: { id: connectionId }, body }) => ({
      items: (await chooseAccounts(deps, session, connectionId, body.accountIds)).map(connectionToWire),
      nextCursor: null,
    }),
  }),
  connectRoute({
    operation: 'disconnect',
    method: 'DELETE',
    path: '/v1/connections/{id}',
    allow: 'connections:manage',
    purpose: Purpose.administration,
    doc: 'Disconnects: revokes at the platform, destroys tokens at once, keeps its data or asks for its erasure.',
    params,
    query: z.strictObject({ data: z._default(z.enum(['keep', 'erase']), 'keep') }),
    answer: { status: 200, doc: 'The connection as it was left.', schema: disconnected },
    handle: async ({ deps, session, params: { id: connectionId }, query }) => {
      const { connection: closed, byHand } = await disconnect(deps, session, connectionId, query.data);
      return { ...connectionToWire(closed), byHand: byHand && { ...byHand } };
    },
  }),
];
