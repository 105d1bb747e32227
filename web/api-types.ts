import { readFileSync } from 'node:fs';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { agentRoutes } from '../lambdas/runtime/agent-api/agent-routes.ts';
import { openApiDocument } from '../lambdas/runtime/agent-api/openapi.ts';

/** Where the console's types of the agent API lie, relative to the repository. */
export const API_TYPES = 'web/src/api/schema.d.ts';

const HEAD =
  '// Written by "npm run api:types" from the OpenAPI document of the routes. Not to be changed by hand.\n';

/** The types of the agent API as the routes have them now. */
export async function apiTypes(): Promise<string> {
  const document = openApiDocument(agentRoutes) as unknown as OpenAPI3;
  // Answers get fields that an older console does not know, and never lose one: what is always sent is not optional.
  return HEAD + astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }));
}

/** Whether the file in the repository is what the routes say. */
export async function areApiTypesCurrent(): Promise<boolean> {
  return readFileSync(API_TYPES, 'utf8') === (await apiTypes());
}
