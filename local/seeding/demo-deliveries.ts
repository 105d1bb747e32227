import type { Act, SampleKit } from '../../lambdas/connectors/shared/sample-kit.ts';
import type { Endpoints } from '../cloud/endpoints.ts';
import { type DemoAccount, demoAccounts } from './demo-seed.ts';

const MINUTE_MS = 60_000;

/** What invented customers write to the demo shop: [minutes ago, text]. */
const LINES: readonly (readonly [number, string])[] = [
  [42, 'สวัสดีค่ะ เสื้อลายดอกตัวนี้ยังมีไหมคะ 😊'],
  [41, 'ขอดูสีอื่นด้วยได้ไหมคะ'],
  [7, 'ถ้าสั่งวันนี้ ส่งได้เมื่อไหร่คะ'],
];

/** Sends signed deliveries for each demo account to the address registered for it, as the platforms would. */
export async function sendDemoDeliveries(endpoints: Endpoints, now: number): Promise<number> {
  let sent = 0;
  for (const account of await demoAccounts()) {
    const connection = endpoints.connections.find(
      (c) => c.platform === account.kit.platform && c.accountId === account.accountId,
    );
    if (!connection) continue;
    for (const act of actsOf(account, now))
      sent += await deliver(account.kit, act, connection.webhookUrl, now);
  }
  return sent;
}

function actsOf({ kit, surface, accountId }: DemoAccount, now: number): Act[] {
  return LINES.map(([minutes, text], i) => {
    const at = now - minutes * MINUTE_MS;
    // Ids grow with time, as the platforms' do; the same start of the local cloud sends the same ids.
    const messageId = String(598_000_000_000_000_000n + BigInt(at) * 10n + BigInt(i));
    return {
      kind: 'message',
      surface,
      accountId,
      customerId: demoCustomer(kit.platform),
      messageId,
      text,
      at,
    };
  });
}

/** An invented customer's id, in the form that the platform has. */
export function demoCustomer(platform: string): string {
  return DEMO_CUSTOMERS[platform] ?? '7100000000000011';
}

const DEMO_CUSTOMERS: Readonly<Record<string, string>> = {
  line: 'U71d3a5c8e0f94b62a7c5d9e1f0384b2c',
  facebook: '7100000000000011',
  instagram: '6200000000000077',
  shopee: '900100200',
  lazada: '700312455',
  tiktok: '7493000000000000099',
};

async function deliver(kit: SampleKit, act: Act, webhookUrl: string, at: number): Promise<number> {
  const body = kit.compose(act);
  const credential = kit.credentials[act.surface];
  if (body === null || !credential) return 0;
  // The registered address is part of Shopee's signature.
  const registered = { ...credential, facts: { ...credential.facts, callbackUrl: webhookUrl } };
  const headers = kit.sign({ surface: act.surface, body, credential: registered, at });
  const response = await fetch(webhookUrl, { method: 'POST', headers, body: new Uint8Array(body) });
  if (response.status !== 200) {
    throw new Error(`the ${kit.platform} demo delivery was answered ${response.status}`);
  }
  return 1;
}
