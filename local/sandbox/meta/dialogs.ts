import { consentPage, decisionOf, redirectTo } from '../consent-page.ts';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { type AppName, DAY, HOUR, type Meta } from './memory.ts';
import { INSTAGRAM_ACCOUNTS, PAGES, PERSONS } from './people.ts';
import { browserError } from './problems.ts';
import { SCOPES } from './rules.ts';

/** Meta does not say how long a code of Facebook's is good; "minutes". */
const FACEBOOK_CODE_MS = 10 * 60_000;
const INSTAGRAM_CODE_MS = HOUR;

/** `GET|POST www.facebook.com/{version}/dialog/oauth`. The form: `person`, `page` (many), `scope` (many), `decision`. */
export function facebookDialog(meta: Meta, request: SandboxRequest): SandboxAnswer {
  const asked = askedFor(meta, 'meta', request.query);
  const form = decisionOf(request);
  if (!form) {
    const persons = PERSONS.map(({ id, name }) => ({
      name: 'person',
      value: id,
      label: name,
      type: 'radio' as const,
    }));
    const pages = PAGES.map(({ id, name }) => ({
      name: 'page',
      value: id,
      label: name,
      type: 'checkbox' as const,
    }));
    return page('Facebook', asked.scopes, [...persons, ...pages, ...scopeChoices(asked.scopes)]);
  }
  if (form.get('decision') !== 'allow') return denied(asked);
  const person = PERSONS.find(({ id }) => id === (form.get('person') ?? PERSONS[0]?.id));
  if (!person) throw browserError('no such person');
  const ticked = form.getAll('page');
  const pages = person.pages.filter((id) => ticked.length === 0 || ticked.includes(id));
  return allowed(meta, 'meta', asked, {
    holder: person.id,
    form,
    pages,
    lifeMs: FACEBOOK_CODE_MS,
    tail: '#_=_',
  });
}

/** `GET|POST www.instagram.com/oauth/authorize`. The form: `person` (an account), `scope` (many), `decision`. */
export function instagramDialog(meta: Meta, request: SandboxRequest): SandboxAnswer {
  const asked = askedFor(meta, 'instagram', request.query);
  const form = decisionOf(request);
  if (!form) {
    const accounts = INSTAGRAM_ACCOUNTS.map(({ appScopedId, username }) => {
      return { name: 'person', value: appScopedId, label: username, type: 'radio' as const };
    });
    return page('Instagram', asked.scopes, [...accounts, ...scopeChoices(asked.scopes)]);
  }
  if (form.get('decision') !== 'allow') return denied(asked);
  const chosen = form.get('person') ?? INSTAGRAM_ACCOUNTS[0]?.appScopedId;
  const account = INSTAGRAM_ACCOUNTS.find(({ appScopedId }) => appScopedId === chosen);
  if (!account) throw browserError('no such account');
  const grant = { holder: account.appScopedId, form, pages: [], lifeMs: INSTAGRAM_CODE_MS, tail: '#_' };
  return allowed(meta, 'instagram', asked, grant);
}

interface Asked {
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly scopes: readonly string[];
}

/** Both dialogs show their errors in the browser: an address that is not registered must not be sent to. */
function askedFor({ world }: Meta, app: AppName, query: URLSearchParams): Asked {
  if (!world.apps[app] || query.get('client_id') !== world.apps[app].appId)
    throw browserError('Invalid App ID');
  const redirectUri = query.get('redirect_uri') ?? '';
  const platforms = app === 'meta' ? ['facebook', 'instagram'] : ['instagram'];
  if (!platforms.some((name) => redirectUri === `${world.publicBaseUrl}/oauth/${name}/callback`))
    throw browserError('URL blocked: the redirect URI is not white-listed');
  if (query.get('response_type') !== 'code') throw browserError('response_type must be code');
  const scopes = (query.get('scope') ?? '').split(',').filter((scope) => scope !== '');
  const invalid = scopes.filter((scope) => !(SCOPES[app] as readonly string[]).includes(scope));
  if (invalid.length > 0) throw browserError(`Invalid Scopes: ${invalid.join(', ')}`);
  return { redirectUri, state: query.get('state') ?? undefined, scopes };
}

type Choices = Parameters<typeof consentPage>[0]['choices'];

function page(platform: string, scopes: readonly string[], choices: Choices): SandboxAnswer {
  return consentPage({ platform, appName: 'KaoJai', scopes, choices });
}

function scopeChoices(scopes: readonly string[]): Choices {
  return scopes.map((scope) => ({ name: 'scope', value: scope, label: scope, type: 'checkbox' }));
}

function denied({ redirectUri, state }: Asked): SandboxAnswer {
  const words = { error_reason: 'user_denied', error_description: 'Permissions error' };
  return redirectTo(redirectUri, { error: 'access_denied', ...words, state });
}

interface Allowing {
  readonly holder: string;
  readonly form: URLSearchParams;
  readonly pages: string[];
  readonly lifeMs: number;
  /** What the platform appends to the address. */
  readonly tail: string;
}

/** Permissions add up over several consents. Pages do not: those that are not ticked any more are lost. */
function allowed(meta: Meta, app: AppName, asked: Asked, allowing: Allowing): SandboxAnswer {
  const { world, memory } = meta;
  const ticked = allowing.form.getAll('scope');
  const granted = asked.scopes.filter((scope) => ticked.length === 0 || ticked.includes(scope));
  const declined = asked.scopes.filter((scope) => !granted.includes(scope));
  const kept = (memory.consents[allowing.holder]?.scopes ?? []).filter((scope) => !declined.includes(scope));
  const always = app === 'meta' ? ['public_profile'] : [];
  memory.consents[allowing.holder] = {
    app,
    scopes: [...new Set([...always, ...kept, ...granted])],
    declined,
    pages: allowing.pages,
    dataAccessUntil: world.now() + 90 * DAY,
  };
  const code = world.newToken('AQ');
  memory.codes[code] = {
    app,
    holder: allowing.holder,
    redirectUri: asked.redirectUri,
    expiresAt: world.now() + allowing.lifeMs,
    used: false,
  };
  const answer = redirectTo(asked.redirectUri, { code, state: asked.state });
  return { ...answer, headers: { location: `${answer.headers?.location}${allowing.tail}` } };
}
