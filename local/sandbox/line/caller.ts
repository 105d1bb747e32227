import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { NOT_ALLOWED, NOT_AUTHENTICATED } from './answers.ts';
import type { Line, Official } from './memory.ts';
import { tokenOf } from './tokens.ts';

/** Who calls the Messaging API, and for which account. */
export interface Caller {
  readonly official: Official;
  readonly channelId: string;
  readonly asModule: boolean;
}

/**
 * A channel's token is for its own account. The module's is for the attached account that a header names, as far as its scopes go;
 * `null` = not for a module at all.
 */
export function callerOf(line: Line, request: SandboxRequest, scope: string | null): Caller | SandboxAnswer {
  const token = tokenOf(line, request);
  if (!token) return NOT_AUTHENTICATED;
  const { officials } = line.memory;
  if (token.channelId === line.world.apps.lineModule?.channelId) {
    const botId = request.headers['x-line-bot-id'];
    const official = officials.find((candidate) => candidate.botId === botId);
    const granted = official?.module?.scopes;
    if (!official || !granted || scope === null || (scope !== '' && !granted.includes(scope)))
      return NOT_ALLOWED;
    return { official, channelId: token.channelId, asModule: true };
  }
  const official = officials.find(({ channelId }) => channelId === token.channelId);
  if (official?.kind !== 'official') return NOT_ALLOWED;
  return { official, channelId: token.channelId, asModule: false };
}

/** Whether the call is the module's own, for no account in particular. */
export function isModule(line: Line, request: SandboxRequest): boolean | SandboxAnswer {
  const token = tokenOf(line, request);
  if (!token) return NOT_AUTHENTICATED;
  return token.channelId === line.world.apps.lineModule?.channelId;
}
