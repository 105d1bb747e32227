import type { SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { jsonOf, Refused } from '../product.ts';
import { type Shop, type ShopState, TOPICS } from './state.ts';

/** `GET`, `PUT` and `DELETE /event/202309/webhooks`: one topic per call. */
export function webhooks(world: SandboxWorld, state: ShopState, request: SandboxRequest, shop: Shop): object {
  const set = state.webhooks[shop.id] ?? {};
  if (request.method === 'GET') {
    const list = Object.entries(set).map(([event_type, hook]) => ({ event_type, ...hook }));
    return { webhooks: list, total_count: list.length };
  }
  const body = jsonOf(request.body);
  const topic = body?.event_type;
  if (typeof topic !== 'string' || !TOPICS.includes(topic)) {
    throw new Refused(400, 36009023, 'Invalid event_type');
  }
  state.webhooks[shop.id] = set;
  if (request.method === 'DELETE') {
    delete set[topic];
    return {};
  }
  const seconds = Math.floor(world.now() / 1000);
  const create_time = set[topic]?.create_time ?? seconds;
  set[topic] = { address: addressOf(world, body?.address), create_time, update_time: seconds };
  return {};
}

/** https on a domain, without a port; KaoJai's own address is excused, which in the local cloud is neither. */
function addressOf(world: SandboxWorld, address: unknown): string {
  if (typeof address !== 'string' || address.length > 255)
    throw new Refused(400, 36009023, 'Invalid address');
  const domain = /^https:\/\/(?!\d+\.\d+\.\d+\.\d+)[A-Za-z0-9.-]+\.[A-Za-z]{2,}(\/.*)?$/.test(address);
  if (!domain && !address.startsWith(`${world.publicBaseUrl}/`))
    throw new Refused(400, 36009023, 'Invalid address');
  return address;
}
