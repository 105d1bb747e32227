import { signatureOf } from '../../../../../lambdas/connectors/lazada/api/signature.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { appKey, appSecret } from './world.ts';

export interface SandboxReply {
  readonly code: string;
  readonly success?: boolean;
  readonly err_code?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** A signed call of an account's that the connector does not make itself; `wrong` is put over it after the signature. */
export async function post(
  world: PlatformWorld,
  account: Pick<Account, 'tokens'>,
  api: string,
  params: Readonly<Record<string, string>>,
  wrong: Readonly<Record<string, string>> = {},
  method = 'POST',
): Promise<SandboxReply> {
  const all = {
    access_token: account.tokens.secrets.access_token?.reveal() ?? '',
    app_key: appKey,
    sign_method: 'sha256',
    timestamp: String(world.clock.now()),
    ...params,
  };
  const sent = new URLSearchParams({ ...all, sign: signatureOf(api, all, appSecret), ...wrong });
  const address = `${world.sandbox.base}/api.lazada.co.th/rest${api}`;
  const get = method === 'GET';
  const response = await fetch(get ? `${address}?${sent}` : address, get ? {} : { method, body: sent });
  expect(response.status).toBe(200);
  return (await response.json()) as SandboxReply;
}
