import { Refused } from '../product.ts';
import { type Called, checkApp, param } from './called.ts';

/** `/business/webhook/list/`: without an address nothing is configured. */
export function listWebhook(called: Called): object {
  check(called);
  return called.state.webhook === null ? {} : described(called, called.state.webhook);
}

/** `/business/webhook/update/` */
export function updateWebhook(called: Called): object {
  check(called);
  const address = param(called, 'callback_url');
  if (!address.startsWith('https://') && !address.startsWith(`${called.world.publicBaseUrl}/`)) {
    throw new Refused(200, 40002, 'callback_url');
  }
  called.state.webhook = address;
  return described(called, address);
}

/** `/business/webhook/delete/` */
export function deleteWebhook(called: Called): object {
  check(called);
  called.state.webhook = null;
  return {};
}

function check(called: Called): void {
  checkApp(called, 'app_id', 'secret');
  if (param(called, 'event_type') !== 'DIRECT_MESSAGE') throw new Refused(200, 40002, 'event_type');
}

function described(called: Called, callback_url: string): object {
  return { app_id: param(called, 'app_id'), event_type: 'DIRECT_MESSAGE', callback_url };
}
