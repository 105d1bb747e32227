import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import { neededScopes } from '../../shared/meta/access/needed-scopes.ts';
import type { PageAccount } from '../../shared/meta/access/page-account.ts';
import { manifest } from '../manifest.ts';
import { nodeOf } from '../node.ts';

/**
 * All of what an inbox reads; comments come in `feed`. `messaging_seen` is a field of Instagram and is refused here.
 * https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps
 */
const INBOX_FIELDS = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'message_deliveries',
  'message_reads',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_optins',
  'messaging_account_linking',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'standby',
];

/** A connected Page, as its calls need it. */
export function pageOf(calls: PlatformCalls, account: Account): PageAccount {
  return {
    ...nodeOf(calls, account),
    object: 'page',
    webhookUrl: account.webhookUrl,
    fields: account.features.includes('comments') ? [...INBOX_FIELDS, 'feed'] : INBOX_FIELDS,
    scopes: neededScopes(manifest, account),
  };
}
