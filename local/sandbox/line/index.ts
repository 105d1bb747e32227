import type { SandboxFactory } from '../platform-sandbox.ts';
import { act } from './acts.ts';
import { type Line, newMemory } from './memory.ts';
import { route } from './routes.ts';

/** Plays LINE: tokens, Messaging API, webhooks, the consent page of modules, and the one switch of the console that has no API. */
export const lineSandbox: SandboxFactory = (world) => {
  const line: Line = { world, memory: world.memory('line', newMemory) };
  return {
    name: 'line',
    hosts: ['api.line.me', 'api-data.line.me', 'manager.line.biz', 'developers.line.biz'],
    handle: async (request) => {
      const answer = await route(line, request);
      return { ...answer, headers: { 'x-line-request-id': world.newToken('req-'), ...answer.headers } };
    },
    act: (action) => act(line, action),
  };
};
