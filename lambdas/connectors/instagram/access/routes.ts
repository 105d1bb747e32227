import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import { neededScopes } from '../../shared/meta/access/needed-scopes.ts';
import type { PageAccount } from '../../shared/meta/access/page-account.ts';
import { manifest } from '../manifest.ts';
import { nodeOf } from '../node.ts';

/**
 * Any field of the Page switches Instagram's deliveries on; which ones come is set for the application. Fields of Instagram are refused
 * here (code 100).
 */
const PAGE_FIELDS = ['messages'];

/** An account connected by the Facebook login. */
export function pageOf(calls: PlatformCalls, account: Account): PageAccount {
  return {
    ...nodeOf(calls, account),
    object: 'instagram',
    webhookUrl: account.webhookUrl,
    fields: PAGE_FIELDS,
    scopes: neededScopes(manifest, account),
  };
}

const INBOX_FIELDS = [
  'messages',
  'message_echoes',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referral',
  'messaging_seen',
  'messaging_optins',
  'standby',
];

/** What is asked for; once anything is on, Instagram sends all that the application is subscribed to. */
export function loginFields({ features }: Account): readonly string[] {
  return features.includes('comments') ? [...INBOX_FIELDS, 'comments'] : INBOX_FIELDS;
}
