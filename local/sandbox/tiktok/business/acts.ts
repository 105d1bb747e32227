import { type PhoneMessage, SandboxProblem, type SandboxWorld } from '../../platform-sandbox.ts';
import { customersFile, digestOf } from '../files.ts';
import type { AccountAction } from '../product.ts';
import { keep } from './files.ts';
import { type Party, say, sayRead, sayRemoved } from './post.ts';
import type { BusinessGrant, BusinessMessage, BusinessState } from './state.ts';

/** Something happens in or to an account. @throws SandboxProblem */
export async function act(
  world: SandboxWorld,
  state: BusinessState,
  action: AccountAction,
): Promise<unknown> {
  const { accountId } = action;
  switch (action.kind) {
    case 'message':
      return say(world, state, {
        ...partyOf(action),
        kind: 'message',
        fields: { text: { body: action.text } },
      });
    case 'file':
      return say(world, state, { ...partyOf(action), kind: 'message', fields: fileOf(world, state, action) });
    case 'app_message': {
      begun(state, action);
      const fields = { text: { body: action.text }, message_tag: { source: 'APP' } };
      return say(world, state, { ...partyOf(action), kind: 'echo', fields });
    }
    case 'phone':
      return messagesOf(state, action).map((message) => onPhone(state, message));
    case 'read':
      begun(state, action);
      return { delivered: await sayRead(world, state, partyOf(action)) };
    case 'suspend':
      return ban(world, state, accountId, action.on);
    case 'expire':
      grantOf(state, accountId).accessUntil = world.now() - 1;
      return {};
    case 'revoke':
      grantOf(state, accountId);
      delete state.grants[accountId];
      await sayRemoved(world, state, accountId, 1);
      return {};
  }
}

function grantOf(state: BusinessState, accountId: string): BusinessGrant {
  const grant = state.grants[accountId];
  if (grant) return grant;
  throw new SandboxProblem('this account has not authorised the app');
}

function partyOf({ accountId, customerId }: Party): Party {
  return { accountId, customerId };
}

function messagesOf({ conversations }: BusinessState, party: Party): readonly BusinessMessage[] {
  const found = Object.values(conversations).find(
    (it) => it.accountId === party.accountId && it.customerId === party.customerId,
  );
  return found?.messages ?? [];
}

/** An account cannot write first, nor can what was not written be read. @throws SandboxProblem */
function begun(state: BusinessState, party: Party): void {
  if (messagesOf(state, party).length > 0) return;
  throw new SandboxProblem('this person has no conversation with the account, which cannot begin one');
}

/** What takes the place of the text that the kit writes. */
function fileOf(world: SandboxWorld, state: BusinessState, action: Extract<AccountAction, { kind: 'file' }>) {
  const { kind, ...kept } = customersFile(action.file);
  const media_id = keep(world, state, action.accountId, kept);
  return { type: kind, text: undefined, [kind]: { media_id } };
}

const KINDS: ReadonlySet<string> = new Set(['text', 'image', 'video']);

function onPhone(state: BusinessState, message: BusinessMessage): PhoneMessage {
  const { message_id, type, from_user, timestamp } = message;
  const { body, media_id = '' } = (message[type] ?? {}) as { body?: string; media_id?: string };
  const file = state.files?.[media_id];
  return {
    messageId: message_id,
    from: from_user.role === 'personal_account' ? 'customer' : 'merchant',
    kind: KINDS.has(type) ? (type as PhoneMessage['kind']) : 'other',
    text: body ?? null,
    ...(file ? { fileDigest: digestOf(file) } : {}),
    at: timestamp,
  };
}

/** Business knows no suspension but the ban of an account: reason 4, and the consent is gone for good. */
async function ban(
  world: SandboxWorld,
  state: BusinessState,
  accountId: string,
  on: boolean,
): Promise<object> {
  const others = state.banned.filter((id) => id !== accountId);
  state.banned.splice(0, state.banned.length, ...others, ...(on ? [accountId] : []));
  if (on && state.grants[accountId]) {
    delete state.grants[accountId];
    await sayRemoved(world, state, accountId, 4);
  }
  return {};
}
