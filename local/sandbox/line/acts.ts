import { createHash } from 'node:crypto';
import { type SandboxAccount, type SandboxAction, SandboxProblem } from '../platform-sandbox.ts';
import { sendFile, write } from './customer-messages.ts';
import { accountEvent, deliverEvent } from './deliveries.ts';
import type { Line, Official } from './memory.ts';
import { detachOfficial } from './module-api.ts';
import { phoneOf, writeInManager } from './phone.ts';

/** What happens at LINE without a call of ours. */
export async function act(line: Line, action: SandboxAction): Promise<unknown> {
  if (action.kind === 'accounts')
    return line.memory.officials.flatMap((official) => accountsOf(line, official));
  const official = line.memory.officials.find(({ botId }) => botId === action.accountId);
  if (!official) throw new SandboxProblem(`LINE has no account ${action.accountId}`);
  switch (action.kind) {
    case 'message':
      return write(line, official, action.customerId, action.text);
    case 'file':
      return sendFile(line, official, action.customerId, action.file);
    case 'phone':
      return phoneOf(line, official, action.customerId);
    case 'app_message':
      return writeInManager(line, official, action.customerId, action.text);
    case 'read':
      // LINE has no receipts.
      return { delivered: false };
    case 'revoke':
      return revoke(line, official);
    case 'expire':
      return expire(line, official);
    case 'suspend':
      return suspend(line, official, action.on);
  }
}

function accountsOf({ world }: Line, official: Official): SandboxAccount[] {
  const { botId: accountId, displayName, person, channelId, channelSecret } = official;
  const common = { platform: 'line', accountId, displayName };
  const own = { ...common, login: 'channel', credentials: { channelId, channelSecret } };
  const attachable = world.apps.lineModule !== undefined && official.kind === 'official';
  return attachable ? [own, { ...common, login: 'module', person }] : [own];
}

/**
 * The admin unlinks the module, which its address is told. Without a module: the secret and the long-lived token are issued anew in the
 * console, of which LINE tells nobody; stateless tokens cannot be revoked and live to their end.
 */
async function revoke(line: Line, official: Official): Promise<unknown> {
  if (official.module) {
    await detachOfficial(line, official);
    return { detached: true };
  }
  official.channelSecret = createHash('sha256')
    .update(line.world.newToken('secret'))
    .digest('hex')
    .slice(0, 32);
  for (const token of Object.values(line.memory.tokens))
    if (token.channelId === official.channelId && token.kind !== 'stateless') token.revoked = true;
  return { reissued: true };
}

/** For an attached account the module's own tokens. */
function expire(line: Line, official: Official): unknown {
  const channelId = official.module ? line.world.apps.lineModule?.channelId : official.channelId;
  for (const token of Object.values(line.memory.tokens))
    if (token.channelId === channelId) token.expiresAt = line.world.now();
  return { expired: true };
}

/** LINE does not say that calls fail for a suspended account; only that it tells. */
async function suspend(line: Line, official: Official, on: boolean): Promise<unknown> {
  official.suspended = on;
  return {
    delivered: await deliverEvent(line, official, accountEvent(line, on ? 'botSuspended' : 'botResumed')),
  };
}
