import { connectorOf, connectors } from '../../../lambdas/connectors/index.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../../lambdas/ports/connector.ts';
import { demoCustomer } from '../../../local/seeding/demo-deliveries.ts';
import { demoApps } from '../../../local/seeding/demo-seed.ts';
import type { ConnectionView } from '../../../local/tour/connecting.ts';
import type { TourLogin } from '../../../local/tour/logins.ts';
import type { PlayedAccount } from '../../../local/tour/sandbox-control.ts';
import { kitOf } from '../../support/samples.ts';

/** A delivery that the platform had under way, signed as it was when the account was connected. Answers KaoJai's status. */
export async function postStraggler(
  login: TourLogin,
  account: PlayedAccount,
  { webhookUrl }: ConnectionView,
  text: string,
): Promise<number> {
  const kit = await kitOf(login.platform);
  const at = Date.now();
  const { surface = 'main' } = connectorOf(login.platform).manifest.logins[login.login] ?? {};
  const customerId = demoCustomer(login.platform);
  const act = { kind: 'message', surface, customerId, messageId: `598${at}`, text, at } as const;
  const body = kit.compose({ ...act, accountId: account.accountId });
  if (!body) throw new Error(`${login.platform} has no messages`);
  const credential = await credentialOf(login, account, webhookUrl);
  const headers = kit.sign({ surface, body, credential, at });
  const response = await fetch(webhookUrl, { method: 'POST', headers, body: new Uint8Array(body) });
  return response.status;
}

/** With what the platform signs: the operator's application, or the merchant's own. */
async function credentialOf(
  { platform, login }: TourLogin,
  { credentials = {} }: PlayedAccount,
  callbackUrl: string,
): Promise<WebhookCredential> {
  const { manifest, access } = connectorOf(platform);
  const app = manifest.logins[login]?.app;
  if (app) {
    const definition = connectors.flatMap((one) => one.manifest.apps).find(({ name }) => name === app);
    const fields = (await demoApps())[app] ?? {};
    const secret = new SecretText(fields[definition?.secretField ?? ''] ?? '');
    return { ref: 'straggler', secret, facts: fields };
  }
  const { webhookSecret, facts } = (await access()).readCredentials(credentials);
  if (!webhookSecret) throw new Error(`${platform} needs a secret`);
  return { ref: 'straggler', secret: webhookSecret, facts: { ...facts, callbackUrl } };
}
