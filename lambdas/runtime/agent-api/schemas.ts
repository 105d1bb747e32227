import * as z from 'zod/mini';
import { connectors } from '../../connectors/index.ts';
import { ROLES } from '../../domain/member.ts';

/** Names of the schemas that the OpenAPI document publishes; a schema that is in here is referred to by its name. */
export const components = z.registry<{ id: string; description: string }>();

/** The platforms that the registry knows. */
export const platform = z.enum(connectors.map(({ manifest }) => manifest.id));

/** An id of ours or of the user pool. */
export const id = z.string().check(z.regex(/^[A-Za-z0-9._~-]{1,64}$/, 'must be an id'));

/** A moment. */
export const time = z
  .string()
  .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/), z.meta({ format: 'date-time' }));

/** Gives a schema its name in the document. */
export function component<S extends z.ZodMiniType>(name: string, description: string, schema: S): S {
  components.add(schema, { id: name, description });
  return schema;
}

/** A page of a list. */
export function pageOf<S extends z.ZodMiniType>(name: string, item: S) {
  const page = z.strictObject({ items: z.array(item), nextCursor: z.nullable(z.string()) });
  return component(`${name}Page`, 'A page; `nextCursor` as `?cursor=` leads to the next one.', page);
}

/** Body of every failure. */
export const errorBody = component(
  'Error',
  'Why a request failed. `code` is stable, `message` is for people.',
  z.strictObject({
    error: z.strictObject({
      code: z.string().check(z.regex(/^[a-z][a-z0-9_]*$/)),
      message: z.string(),
      details: z.optional(z.array(z.string())),
    }),
  }),
);

/** Answer of `GET /healthz`. */
export const health = component('Health', 'The function is up.', z.strictObject({ status: z.literal('ok') }));

/** Answer of `GET /v1/me`. */
export const me = component(
  'Me',
  'The signed-in user, the workspace, and what the user may do.',
  z.strictObject({
    user: z.strictObject({ id, email: z.nullable(z.string()), name: z.nullable(z.string()) }),
    workspace: z.strictObject({ id, name: z.string(), locale: z.enum(['th', 'en']) }),
    role: z.enum(ROLES),
    permissions: z.array(z.string()),
  }),
);

const fileLimit = z.strictObject({ mimeTypes: z.array(z.string()), maxBytes: z.int() });

/** What the platform of a connection takes. */
const limits = component(
  'SendLimits',
  'What the platform takes from a merchant; a kind that is absent cannot be sent. `unit` is how the platform counts.',
  z.strictObject({
    text: z.strictObject({ max: z.int(), unit: z.enum(['utf16', 'utf8_bytes', 'characters']) }),
    image: z.optional(fileLimit),
    video: z.optional(fileLimit),
    audio: z.optional(fileLimit),
    file: z.optional(fileLimit),
  }),
);

/** A connection. */
export const connection = component(
  'Connection',
  'A platform account that the workspace connected. Never holds a token.',
  z.strictObject({
    id,
    platform,
    accountId: z.nullable(z.string()),
    displayName: z.string(),
    features: z.array(z.string()),
    grantedScopes: z.array(z.string()),
    webhookUrl: z.string(),
    state: z.enum(['pending', 'connected', 'needs_reconnect', 'disconnected']),
    health: z.strictObject({ checkedAt: z.nullable(time), problem: z.nullable(z.string()) }),
    connectedAt: time,
    tokenExpiresAt: z.nullable(time),
    limits: z.optional(limits).check(z.describe('Absent: the account can only be read.')),
    quota: z
      .optional(
        z.strictObject({
          used: z.int().check(z.gte(0)),
          limit: z.nullable(z.int().check(z.gte(0))),
          at: time,
        }),
      )
      .check(
        z.describe(
          "This month's paid messages, as the platform said at that time; a limit of null: none. Absent where sending costs nothing.",
        ),
      ),
  }),
);

/** Answer of `POST /v1/realtime/tickets`. */
export const ticket = component(
  'Ticket',
  'Opens one socket, once, within a minute: `{url}?ticket={ticket}`.',
  z.strictObject({ ticket: z.string(), url: z.string(), expiresAt: time }),
);
