import * as z from 'zod/mini';
import { ROLES } from '../../../../lambdas/domain/member.ts';
import { Purpose } from '../../../../lambdas/domain/purpose.ts';
import { agentRoutes } from '../../../../lambdas/runtime/agent-api/agent-routes.ts';
import { openApiDocument } from '../../../../lambdas/runtime/agent-api/openapi.ts';
import { memberRoute } from '../../../../lambdas/runtime/agent-api/route.ts';
import { health } from '../../../../lambdas/runtime/agent-api/schemas.ts';
import { call, fullWorld } from '../../../support/agent-calls.ts';

// biome-ignore lint/suspicious/noExplicitAny: the document is looked at from outside, as its readers do
const document = JSON.parse(JSON.stringify(openApiDocument(agentRoutes))) as any;

/** Every object in the document, with the way to it. */
function* objects(value: unknown, way = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [way, value as Record<string, unknown>];
  for (const [name, inner] of Object.entries(value)) yield* objects(inner, `${way}/${name}`);
}

function at(ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce((found, name) => found?.[name], document);
}

/** Headers without which a request is refused. */
const DEMANDED = new Set(['sendMessage idempotency-key', 'releaseHoldByQuery id']);

describe('the OpenAPI document', () => {
  it('is served to everybody, as it is', async () => {
    const { world } = await fullWorld();
    const answer = await call(world.deps, { path: '/openapi.json', user: null });
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: document });
  });

  it('is one of version 3.1', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    expect(Object.keys(document).sort()).toEqual(['components', 'info', 'openapi', 'paths', 'servers']);
  });

  it('has every route, with its permission as roles, and no other', () => {
    const written = Object.entries(document.paths as Record<string, object>).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(written.sort()).toEqual(agentRoutes.map(({ method, path }) => `${method} ${path}`).sort());
    expect(document.paths['/v1/me'].get.description).toContain(ROLES.join(', '));
  });

  it.each(agentRoutes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    (_name, route) => {
      const operation = document.paths[route.path][route.method.toLowerCase()];
      expect(operation.operationId).toBe(route.operation);
      expect(operation.summary).toBe(route.doc);
      expect(operation.security).toEqual(route.allow === 'public' ? [] : [{ bearer: [] }]);
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters ?? [];
      const declared = parameters.filter((p: { in: string }) => p.in === 'path');
      expect(declared.map((p: { name: string }) => p.name)).toEqual(inPath);
      for (const parameter of parameters) {
        expect(parameter).toMatchObject({
          name: expect.any(String),
          required: parameter.in === 'path' || DEMANDED.has(`${route.operation} ${parameter.name}`),
          schema: {},
        });
      }
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^([1-5]\d\d|default)$/);
        expect(response).toMatchObject(
          '$ref' in (response as object) ? {} : { description: expect.any(String), content: {} },
        );
      }
    },
  );

  it('resolves all its references', () => {
    const refs = [...objects(document)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    expect(refs.length).toBeGreaterThan(20);
    expect(refs.filter((ref) => !ref.startsWith('#/components/') || at(ref) === undefined)).toEqual([]);
  });

  it('names the shapes of the contract, each with a description', () => {
    const names = ['Conversation', 'Message', 'TimelineEvent', 'Note', 'Connection', 'Me', 'Error'];
    const connecting = ['Connecting', 'Consent', 'AccountChoice', 'Disconnected'];
    for (const name of [...names, ...connecting]) {
      expect(document.components.schemas[name]).toMatchObject({ description: expect.any(String) });
    }
    expect(document.components.securitySchemes).toEqual({
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    });
  });

  it('leaves answers open for new fields, and requests closed', () => {
    const closed = [...objects(document)].flatMap(([way, { additionalProperties }]) =>
      additionalProperties === false ? [way] : [],
    );
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.filter((way) => !way.includes('/requestBody/'))).toEqual([]);
  });

  it('holds schemas of one dialect, none with an address of its own', () => {
    const marked = [...objects(document)].filter(([, object]) => '$schema' in object || '$id' in object);
    expect(marked).toEqual([]);
  });

  it('describes requests as they are sent, not as they are understood', () => {
    const operation = document.paths['/v1/connections'].post;
    const { properties } = operation.requestBody.content['application/json'].schema;
    // A number is understood as the text of it.
    expect(properties.credentials.additionalProperties.anyOf).toMatchObject([
      { type: 'string' },
      { type: 'integer' },
    ]);
    const data = document.paths['/v1/connections/{id}'].delete.parameters.find(
      (parameter: { name: string }) => parameter.name === 'data',
    );
    expect(data).toMatchObject({ required: false, schema: { enum: ['keep', 'erase'], default: 'keep' } });
  });

  it('describes headers, and fields that must be given', () => {
    const route = memberRoute({
      operation: 'echo',
      method: 'POST',
      path: '/v1/echo',
      allow: 'inbox:reply',
      purpose: Purpose.inbox,
      doc: 'Echo.',
      headers: z.object({ 'idempotency-key': z.string(), 'if-match': z.optional(z.string()) }),
      answer: { status: 200, doc: 'Echo.', schema: health },
      handle: async () => ({ status: 'ok' as const }),
    });
    expect(openApiDocument([route])).toMatchObject({
      paths: {
        '/v1/echo': {
          post: {
            parameters: [
              { name: 'idempotency-key', in: 'header', required: true, schema: { type: 'string' } },
              { name: 'if-match', in: 'header', required: false, schema: { type: 'string' } },
              { name: 'x-kaojai-purpose', in: 'header', required: false, schema: { default: 'inbox' } },
            ],
          },
        },
      },
    });
  });
});
