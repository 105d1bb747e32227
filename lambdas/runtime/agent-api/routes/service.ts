import * as z from 'zod/mini';
import type { Route } from '../route.ts';
import { health } from '../schemas.ts';

/** What the API says of itself. The document is written once, when somebody first asks. */
export function serviceRoutes(writeDocument: () => Record<string, unknown>): readonly Route[] {
  let document: Record<string, unknown> | undefined;
  return [
    {
      operation: 'getHealth',
      method: 'GET',
      path: '/healthz',
      allow: 'public',
      doc: 'Says that the API is up.',
      answer: { status: 200, doc: 'It is.', schema: health },
      run: () => ({ status: 'ok' }) satisfies z.input<typeof health>,
    },
    {
      operation: 'getOpenApi',
      method: 'GET',
      path: '/openapi.json',
      allow: 'public',
      doc: 'This document.',
      answer: { status: 200, doc: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) },
      run: () => {
        document ??= writeDocument();
        return document;
      },
    },
  ];
}
