import type { SandboxAnswer } from '../platform-sandbox.ts';
import { type Bearer, needScope, textOf } from './call.ts';
import type { Meta } from './memory.ts';
import { issue } from './oauth.ts';
import { instagramById, type MetaPage, PAGES, PERSONS, pageById } from './people.ts';
import { graphError, unknownObject } from './problems.ts';

type Parameters = Record<string, unknown>;

/** `GET /me/accounts`: the ticked Pages of a person, with their tokens. Those of a portfolio need one permission more. */
export function listPages(meta: Meta, bearer: Bearer, parameters: Parameters): SandboxAnswer {
  if (bearer.token.kind !== 'user')
    throw graphError(100, '(#100) Tried accessing nonexisting field (accounts)');
  needScope(bearer, 'pages_show_list');
  const { pages: ticked, scopes } = bearer.consent;
  const listed = PAGES.filter(
    ({ id, portfolio }) => ticked.includes(id) && (!portfolio || scopes.includes('business_management')),
  );
  return pageOfList(meta, listed, parameters, (page) => written(meta, bearer, page, parameters));
}

/** One part of a list, with `paging` as Meta writes it: an address with the token in it. */
export function pageOfList<T>(
  meta: Meta,
  list: readonly T[],
  parameters: Parameters,
  write: (one: T) => object,
): { status: 200; body: object } {
  const from = Number(Buffer.from(textOf(parameters, 'after'), 'base64url').toString() || '0');
  const limit = Number(textOf(parameters, 'limit') || '25');
  const part = list.slice(from, from + limit);
  const end = from + part.length;
  const after = Buffer.from(String(end)).toString('base64url');
  const next = `https://graph.facebook.com/v25.0/next?access_token=${meta.world.newToken('LEAK')}&after=${after}`;
  const cursors = { before: Buffer.from(String(from)).toString('base64url'), after };
  const paging = part.length === 0 ? {} : { paging: { cursors, ...(end < list.length ? { next } : {}) } };
  return { status: 200, body: { data: part.map(write), ...paging } };
}

/** `GET /{page-id}` with a person's or the Page's own token. */
export function readPage(meta: Meta, bearer: Bearer, page: MetaPage, parameters: Parameters): SandboxAnswer {
  if (!bearer.consent.pages.includes(page.id)) throw unknownObject(page.id);
  return { status: 200, body: written(meta, bearer, page, parameters) };
}

function written(meta: Meta, { token, consent }: Bearer, page: MetaPage, parameters: Parameters): object {
  const asked = textOf(parameters, 'fields');
  const names = asked.replace(/\{[^}]*\}/g, '').split(',');
  const linked =
    page.instagramId && consent.scopes.includes('instagram_basic')
      ? instagramById(page.instagramId)
      : undefined;
  // Never-ending only when the person's token is a long-lived one.
  const lifeMs = token.long ? null : (token.expiresAt ?? 0) - meta.world.now();
  const of: Record<string, () => unknown> = {
    name: () => page.name,
    tasks: () => (token.kind === 'user' ? page.tasks : undefined),
    access_token: () =>
      token.kind === 'user'
        ? issue(
            meta,
            { kind: 'page', app: 'meta', holder: token.holder, accountId: page.id, long: token.long },
            lifeMs,
          )
        : undefined,
    instagram_business_account: () =>
      linked && { id: linked.id, username: linked.username, name: linked.name },
  };
  const entries = names.filter((name) => name in of).map((name) => [name, of[name]?.()]);
  return { ...Object.fromEntries(entries), id: page.id };
}

/** The Page whose token it is; `me`, or its id. @throws MetaProblem for any other token */
export function ownPage({ token }: Bearer, node: string): MetaPage {
  const page = token.kind === 'page' ? pageById(token.accountId) : undefined;
  if (!page) throw graphError(210, 'A page access token is required to request this resource.');
  if (node !== 'me' && node !== page.id) throw unknownObject(node);
  return page;
}

/** @throws MetaProblem 200 when the person who consented has not this task on the Page */
export function needTask({ token }: Bearer, page: MetaPage, task: string): void {
  const has =
    page.tasks.includes(task) &&
    PERSONS.some(({ id, pages }) => id === token.holder && pages.includes(page.id));
  if (!has) throw graphError(200, 'The user must have the required role on the Page');
}
