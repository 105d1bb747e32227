import { deliveryOf } from '../../../lambdas/connectors/shared/meta/sample-meta.ts';
import { type SandboxAccount, type SandboxAction, SandboxProblem } from '../platform-sandbox.ts';
import { conversationActs } from './conversation-acts.ts';
import { deliver } from './deliveries.ts';
import type { AppName, Meta } from './memory.ts';
import { INSTAGRAM_ACCOUNTS, instagramById, PAGES, PERSONS, pageById, pageOfInstagram } from './people.ts';
import { endConsent } from './person-edges.ts';
import { signedRequest } from './signed-request.ts';

/** What happens at Meta without a call of ours. */
export async function act(meta: Meta, action: SandboxAction): Promise<unknown> {
  if (action.kind === 'accounts') return accounts();
  const { accountId } = action;
  if (!pageById(accountId) && !instagramById(accountId))
    throw new SandboxProblem(`no account ${accountId} at Meta`);
  switch (action.kind) {
    case 'message':
      return conversationActs.message(meta, action);
    case 'file':
      return conversationActs.file(meta, action);
    case 'app_message':
      return conversationActs.app_message(meta, action);
    case 'phone':
      return conversationActs.phone(meta, action);
    case 'read':
      return conversationActs.read(meta, action);
    case 'revoke':
      return revoke(meta, accountId);
    case 'ask_deletion':
      return askDeletion(meta, accountId);
    case 'expire':
      return expire(meta, accountId);
    case 'suspend':
      return suspend(meta, accountId, action.on);
    default:
      throw new SandboxProblem(`Meta cannot do "${(action as { kind: string }).kind}"`);
  }
}

function accounts(): SandboxAccount[] {
  return [...PAGES.map(ofPage), ...PAGES.flatMap(ofLinked), ...INSTAGRAM_ACCOUNTS.map(ofInstagram)];
}

function ofPage({ id, name }: (typeof PAGES)[number]): SandboxAccount {
  return { platform: 'facebook', login: 'facebook', accountId: id, displayName: name, ...consenting(id) };
}

function ofLinked({ id, instagramId }: (typeof PAGES)[number]): SandboxAccount[] {
  const account = instagramById(instagramId);
  if (!account) return [];
  const common = { platform: 'instagram', login: 'facebook', displayName: account.username };
  return [{ ...common, accountId: account.id, ...consenting(id) }];
}

function ofInstagram({ id, appScopedId, username }: (typeof INSTAGRAM_ACCOUNTS)[number]): SandboxAccount {
  return {
    platform: 'instagram',
    login: 'instagram',
    accountId: id,
    displayName: username,
    person: appScopedId,
  };
}

function consenting(pageId: string): { person?: string } {
  const person = PERSONS.find(({ pages }) => pages.includes(pageId))?.id;
  return person === undefined ? {} : { person };
}

/** Everybody who allows something about the account removes the application, and Meta tells so by the deauthorize callback. */
async function revoke(meta: Meta, accountId: string): Promise<object> {
  const holders = holdersOf(meta, accountId);
  if (holders.length === 0) throw new SandboxProblem(`nobody allows anything about ${accountId}`);
  const statuses: number[] = [];
  for (const { holder, app } of holders) {
    endConsent(meta, holder);
    statuses.push(await deauthorize(meta, holder, app));
  }
  return { statuses };
}

function holdersOf({ memory }: Meta, accountId: string): { holder: string; app: AppName }[] {
  const pageId = pageById(accountId)?.id ?? pageOfInstagram(accountId)?.id;
  const own = instagramById(accountId)?.appScopedId;
  return Object.entries(memory.consents)
    .filter(([holder, { pages }]) => holder === own || (pageId !== undefined && pages.includes(pageId)))
    .map(([holder, { app }]) => ({ holder, app }));
}

async function deauthorize({ world }: Meta, holder: string, app: AppName): Promise<number> {
  const { url, headers, body } = callback(world, 'deauthorize', holder, app);
  return world.deliver(url, headers, body);
}

/** Everybody who allows something about the account removes the application and asks to have their data deleted: Meta calls both addresses. */
async function askDeletion(meta: Meta, accountId: string): Promise<object> {
  const holders = holdersOf(meta, accountId);
  await revoke(meta, accountId);
  const answers: object[] = [];
  for (const { holder, app } of holders) {
    const { url, headers, body } = callback(meta.world, 'data-deletion', holder, app);
    answers.push(await meta.world.ask(url, headers, body));
  }
  return answers;
}

function callback(world: Meta['world'], name: string, holder: string, app: AppName) {
  const issued_at = Math.floor(world.now() / 1000);
  const payload = { user_id: holder, algorithm: 'HMAC-SHA256', issued_at };
  const signed_request = signedRequest(world.apps[app]?.appSecret ?? '', payload);
  return {
    url: `${world.publicBaseUrl}/callbacks/meta/${name}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams({ signed_request }).toString()),
  };
}

/** The tokens end; consents stay. An Instagram account that is linked to a Page is reached with the Page's. */
function expire(meta: Meta, accountId: string): object {
  const ids = [accountId, pageOfInstagram(accountId)?.id];
  const tokens = Object.values(meta.memory.tokens).filter(
    (one) => one.accountId && ids.includes(one.accountId),
  );
  for (const token of tokens) token.expiresAt = meta.world.now();
  return { tokens: tokens.length };
}

/** Calls answer 368 meanwhile; the signal is `policy_enforcement`. */
async function suspend(meta: Meta, accountId: string, on: boolean): Promise<object> {
  const ids = [accountId, pageById(accountId) ? undefined : pageOfInstagram(accountId)?.id];
  for (const id of ids) if (id) meta.memory.suspended[id] = on;
  const at = meta.world.now();
  const object = pageById(accountId) ? 'page' : 'instagram';
  const about = { kind: 'read', surface: 'main', accountId, customerId: '', messageId: '', at } as const;
  const policy = { sender: undefined, policy_enforcement: { action: on ? 'block' : 'unblock' } };
  const body = deliveryOf(object, about, policy);
  return { delivered: await deliver(meta, accountId, 'messaging_policy_enforcement', body) };
}
