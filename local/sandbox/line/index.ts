import type { SandboxFactory } from '../platform-sandbox.ts';
import { act } from './acts.ts';
import { completed, type Line, newMemory } from './memory.ts';
import { route } from './routes.ts';

/** Plays LINE: tokens, Messaging API, files, webhooks, the consent page of modules, what only the console can do, and customers' phones. */
export const lineSandbox: SandboxFactory = (world) => {
  const line: Line = { world, memory: completed(world.memory('line', newMemory)) };
  return {
    name: 'line',
    hosts: ['api.line.me', 'api-data.line.me', 'manager.line.biz', 'developers.line.biz', 'line.me'],
    handle: async (request) => {
      const answer = await route(line, request);
      return { ...answer, headers: { 'x-line-request-id': world.newToken('req-'), ...answer.headers } };
    },
    act: (action) => act(line, action),
  };
};
