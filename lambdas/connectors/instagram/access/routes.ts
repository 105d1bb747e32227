import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import { facebookGraph, instagramGraph } from '../../shared/meta/access/graph.ts';
import { neededScopes } from '../../shared/meta/access/needed-scopes.ts';
import type { PageAccount } from '../../shared/meta/access/page-account.ts';
import type { SubscribedApps } from '../../shared/meta/access/page-subscription.ts';
import { tokenOf } from '../../shared/meta/access/tokens.ts';
import { manifest } from '../manifest.ts';

/**
 * Any field of the Page switches Instagram's deliveries on; which ones come is set for the application. Fields of Instagram are refused
 * here (code 100).
 */
const PAGE_FIELDS = ['messages'];

/** An account connected by the Facebook login. Without `pageId` (a seed file has none) `me` is the Page: the token is the Page's. */
export function pageOf(calls: PlatformCalls, account: Account): PageAccount {
  return {
    graph: facebookGraph('instagram', calls, account.app),
    node: account.facts.pageId ?? 'me',
    token: tokenOf('instagram', account.tokens),
    object: 'instagram',
    webhookUrl: account.webhookUrl,
    fields: PAGE_FIELDS,
    scopes: neededScopes(manifest, account),
  };
}

/** An account connected by the Instagram login. */
export function loginOf(calls: PlatformCalls, account: Account): SubscribedApps {
  return {
    graph: instagramGraph('instagram', calls, account.app),
    node: 'me',
    token: tokenOf('instagram', account.tokens),
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
