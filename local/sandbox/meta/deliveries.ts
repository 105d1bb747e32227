import { kit as facebookKit } from '../../../lambdas/connectors/facebook/samples/kit.ts';
import { kit as instagramKit } from '../../../lambdas/connectors/instagram/samples/kit.ts';
import { credentialOf, type SampleApp } from '../../../lambdas/connectors/shared/meta/sample-meta.ts';
import type { AppName, Meta } from './memory.ts';
import { instagramById, pageById, pageOfInstagram } from './people.ts';

/** One way in which an account's deliveries reach KaoJai. */
export interface Way {
  readonly platform: 'facebook' | 'instagram';
  /** Whose secret signs. */
  readonly app: AppName;
  /** Switched-on fields; by a linked Page all that the console has. */
  readonly fields: readonly string[] | 'all';
}

/** How an account's deliveries come now; none when nothing is switched on or nobody allows it any more. */
export function waysOf({ memory }: Meta, accountId: string): Way[] {
  if (pageById(accountId)) {
    const fields = memory.subscribed[accountId] ?? [];
    return allowing(memory, accountId, 'pages_messaging') && fields.length > 0
      ? [{ platform: 'facebook', app: 'meta', fields }]
      : [];
  }
  const ways: Way[] = [];
  const own = memory.subscribed[accountId] ?? [];
  const account = instagramById(accountId);
  if (own.length > 0 && account && memory.consents[account.appScopedId])
    ways.push({ platform: 'instagram', app: 'instagram', fields: own });
  const page = pageOfInstagram(accountId);
  const byPage = page && allowing(memory, page.id, 'instagram_manage_messages');
  if (byPage && (memory.subscribed[page.id] ?? []).length > 0)
    ways.push({ platform: 'instagram', app: 'meta', fields: 'all' });
  return ways;
}

function allowing(memory: Meta['memory'], pageId: string, scope: string): boolean {
  return Object.values(memory.consents).some(
    ({ pages, scopes }) => pages.includes(pageId) && scopes.includes(scope),
  );
}

/** Sends a body by each way that has the field. Answers whether KaoJai took it at least once. */
export async function deliver(meta: Meta, accountId: string, field: string, body: Buffer): Promise<boolean> {
  const ways = waysOf(meta, accountId).filter(({ fields }) => fields === 'all' || fields.includes(field));
  let taken = false;
  for (const { platform, app } of ways) {
    const known = meta.world.apps[app];
    if (!known) continue;
    const kit = platform === 'facebook' ? facebookKit : instagramKit;
    const credential = credentialOf(`app/${app}`, known as unknown as SampleApp);
    const headers = kit.sign({ surface: 'main', body, credential, at: meta.world.now() });
    const status = await meta.world.deliver(
      `${meta.world.publicBaseUrl}/webhooks/${platform}`,
      headers,
      body,
    );
    taken ||= status === 200;
  }
  return taken;
}
