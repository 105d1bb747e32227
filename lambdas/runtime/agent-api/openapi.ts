import * as z from 'zod/mini';
import { rolesWith } from '../../domain/member.ts';
import { PURPOSE_NAMES } from '../../domain/purpose.ts';
import { PURPOSE_HEADER } from './purpose-gate.ts';
import type { MemberRoute, Route } from './route.ts';
import { components, errorBody } from './schemas.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of the routes: written from the very schemas that validate their requests. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'KaoJai.ai agent API',
      version: '1',
      description: 'Fields may be added at any time; readers pass over what they do not know.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: Object.fromEntries(
        Object.entries(FAILURES).map(([name, doc]) => [name, answerOf(doc, errorBody)]),
      ),
      schemas: componentSchemas(),
    },
  };
}

function operationOf(route: Route): Json {
  const common = { operationId: route.operation, summary: route.doc };
  const answers = { [route.answer.status]: answerOf(route.answer.doc, route.answer.schema) };
  if (route.allow === 'public') return { ...common, security: [], responses: answers };
  const { body } = route.parts;
  return {
    ...common,
    description: `For the roles ${rolesWith(route.allow).join(', ')}.`,
    security: [{ bearer: [] }],
    parameters: [...parametersOf(route.parts), purposeParameter(route)],
    ...(body ? { requestBody: bodyOf(body) } : {}),
    responses: { ...answers, ...failuresOf(route) },
  };
}

function parametersOf({ params, query, headers }: MemberRoute['parts']): Json[] {
  return [...fieldsOf('path', params), ...fieldsOf('query', query), ...fieldsOf('header', headers)];
}

/** Validated by the gate and not by a schema: what it refuses is answered otherwise, and written down. */
function purposeParameter({ purpose }: MemberRoute): Json {
  return {
    name: PURPOSE_HEADER,
    in: 'header',
    required: false,
    description: 'What personal data is read for; any other purpose is refused and recorded.',
    schema: { type: 'string', enum: Object.keys(PURPOSE_NAMES), default: purpose.name },
  };
}

function fieldsOf(place: 'path' | 'query' | 'header', fields: z.ZodMiniObject | undefined): Json[] {
  return Object.entries(fields?.shape ?? {}).map(([name, field]) => {
    const { description, ...schema } = schemaOf(field);
    const required = place === 'path' || !z.safeParse(field, undefined).success;
    return { name, in: place, required, ...(description ? { description } : {}), schema };
  });
}

const FAILURES = {
  Invalid: 'The request breaks a rule; `details` names each field and what is allowed.',
  Unauthenticated: 'No token, or not a good one.',
  Forbidden: 'Your role may not do this, or you are a member of no workspace.',
  NotFound: 'There is no such thing in your workspace.',
  TooLarge: 'The body is larger than 64 KB.',
  Failure: 'Any other failure; 503 may be tried again.',
} as const;

function failuresOf({ parts }: MemberRoute): Json {
  const failure = (name: keyof typeof FAILURES) => ({ $ref: `#/components/responses/${name}` });
  return {
    400: failure('Invalid'),
    401: failure('Unauthenticated'),
    403: failure('Forbidden'),
    ...(parts.params ? { 404: failure('NotFound') } : {}),
    ...(parts.body ? { 413: failure('TooLarge') } : {}),
    default: failure('Failure'),
  };
}

function bodyOf(schema: z.ZodMiniObject): Json {
  return { required: !z.safeParse(schema, {}).success, content: json(schemaOf(schema)) };
}

function answerOf(description: string, schema: z.ZodMiniType): Json {
  return { description, content: json(schemaOf(schema)) };
}

function json(schema: Json): Json {
  return { 'application/json': { schema } };
}

/** The schema, or a reference to it where it has a name. Only requests have none: what counts is how they are sent. */
function schemaOf(schema: z.core.$ZodType): Json {
  const name = components.get(schema)?.id;
  return name ? { $ref: refTo(name) } : bare(z.toJSONSchema(schema, { io: 'input' }));
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function componentSchemas(): Json {
  const { schemas } = z.toJSONSchema(components, {
    uri: refTo,
    override: ({ zodSchema, jsonSchema }) => {
      // Answers may get new fields at any time.
      delete jsonSchema.additionalProperties;
      Object.assign(jsonSchema, { description: components.get(zodSchema)?.description });
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));
}

/** Without the marks of a schema that stands alone: dialect and address are the document's. */
function bare({ $schema: _dialect, $id: _address, ...schema }: Json): Json {
  return schema;
}
