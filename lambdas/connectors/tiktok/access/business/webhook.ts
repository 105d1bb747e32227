import type {
  Account,
  AccountReport,
  PlatformApp,
  PlatformCalls,
  Subscription,
} from '../../../../ports/account-access.ts';
import { textField } from '../../../shared/fields.ts';
import { appOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';

/** The category of all `im_*` events. */
const EVENTS = 'DIRECT_MESSAGE';

/**
 * Sees to it that the app's one address for all accounts is ours. It is written only when it is another: it serves everybody.
 * https://business-api.tiktok.com/portal/docs?id=1832184470423554
 */
export async function subscribeBusiness(calls: PlatformCalls, account: Account): Promise<Subscription> {
  const app = appOf(account);
  const { webhook } = await webhookState(calls, app, account.webhookUrl);
  if (webhook === 'on') return { webhook, problem: null };
  const body = { app_id: app.id, secret: app.secret.reveal(), event_type: EVENTS };
  await businessCall(calls, {
    path: '/business/webhook/update/',
    body: { ...body, callback_url: account.webhookUrl },
    repeatable: true,
  });
  return { webhook: 'on', problem: null };
}

/** Whether deliveries are sent to this address. This call alone has the app's secret in its query; TikTok takes it nowhere else. */
export async function webhookState(
  calls: PlatformCalls,
  app: PlatformApp,
  address: string,
): Promise<Pick<AccountReport, 'webhook' | 'problem'>> {
  const query = { app_id: app.id, secret: app.secret.reveal(), event_type: EVENTS };
  const data = await businessCall(calls, { path: '/business/webhook/list/', query });
  const set = textField(data, 'callback_url') || undefined;
  if (set === address) return { webhook: 'on', problem: null };
  return { webhook: 'off', problem: set === undefined ? null : 'webhook_elsewhere' };
}
