import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { AccountProblem, AccountReport, Subscription } from '../../../../ports/account-access.ts';
import type { GraphNode } from '../graph/graph.ts';
import { inspectToken, type TokenInspection } from './inspect-token.ts';
import { deliveriesOf, isSwitchedOffByOwner, switchedOn, switchOn } from './page-subscription.ts';

/** An account that is reached with a Page's token: the Page itself, or the Instagram account linked to it. */
export interface PageAccount extends GraphNode {
  /** As the console names what deliveries are about. */
  readonly object: 'page' | 'instagram';
  readonly webhookUrl: string;
  /** Of the Page, to be switched on. */
  readonly fields: readonly string[];
  /** That the chosen features need. */
  readonly scopes: readonly string[];
}

/** Switches the Page's deliveries on, and looks where the console sends them. */
export async function subscribePage(page: PageAccount): Promise<Subscription> {
  return (await switchOn(page, page.fields)) ?? wayOf(page);
}

/** Two calls for the account and one for the application's address. */
export async function checkPage(page: PageAccount): Promise<AccountReport> {
  const on = await switchedOn(page).catch((error) => explained(page, error));
  const inspection = await inspectToken(page.graph, page.token);
  if (!inspection.valid) throw gone(page, inspection);
  const known = {
    grantedScopes: inspection.scopes,
    ...(inspection.dataAccessUntil === null ? {} : { authorizedUntil: inspection.dataAccessUntil }),
  };
  if (isProblem(on)) return { webhook: on === 'webhook_off' ? 'off' : 'unverified', problem: on, ...known };
  const lacking = lacks(page, inspection) ? ('permission_missing' as const) : null;
  if (!page.fields.every((field) => on?.includes(field)))
    return { webhook: 'off', problem: lacking, ...known };
  const way = await wayOf(page);
  return { webhook: way.webhook, problem: lacking ?? way.problem, ...known };
}

async function wayOf(page: PageAccount): Promise<Subscription> {
  switch (await deliveriesOf(page.graph, page.object, page.webhookUrl)) {
    case 'elsewhere':
      return { webhook: 'off', problem: 'webhook_elsewhere' };
    case 'nowhere':
      // Never set up in the console, or ended by Meta after an hour of failures.
      return { webhook: 'off', problem: 'webhook_failing' };
    default:
      return { webhook: 'on', problem: null };
  }
}

function isProblem(on: readonly string[] | AccountProblem | null): on is AccountProblem {
  return typeof on === 'string';
}

/**
 * What a refusal means for the account, if its authorisation holds. A single 190 is confirmed with the application's own token, so that
 * a hiccup of Meta's does not ask a merchant to connect again.
 */
async function explained(page: PageAccount, error: unknown): Promise<AccountProblem> {
  if (!(error instanceof PlatformRefusal)) throw error;
  if (error.kind === 'account_suspended') return 'account_suspended';
  if (isSwitchedOffByOwner(error)) return 'webhook_off';
  const suspicious = ['authorization_gone', 'permission_missing', 'not_found'].includes(error.kind);
  if (!suspicious) throw error;
  const inspection = await inspectToken(page.graph, page.token);
  if (!inspection.valid) throw gone(page, inspection);
  if (error.kind === 'authorization_gone') throw refused('unavailable', page, error);
  // The Page itself cannot be seen any more: unpublished, deleted, or unticked in a later consent.
  if (error.kind === 'not_found') throw refused('authorization_gone', page, error);
  if (lacks(page, inspection)) return 'permission_missing';
  throw refused('app_refused', page, error);
}

function lacks({ scopes }: PageAccount, inspection: TokenInspection): boolean {
  return scopes.some((scope) => !inspection.scopes.includes(scope));
}

function refused(
  kind: 'unavailable' | 'authorization_gone' | 'app_refused',
  { graph }: PageAccount,
  { platformCode }: PlatformRefusal,
): PlatformRefusal {
  return new PlatformRefusal(kind, graph.platform, platformCode);
}

function gone({ graph }: PageAccount, { problemCode }: TokenInspection): PlatformRefusal {
  return new PlatformRefusal('authorization_gone', graph.platform, problemCode);
}
