import type { Page } from 'playwright-core';
import { accountOf, customerWrites, platforms } from './support/accounts.ts';
import { HOSTILE, hostileConversation, hostileTimeline } from './support/hostile.ts';
import { type ConsoleWindow, endpoints, signedIn } from './support/windows.ts';

const LOOKS = [
  { language: 'th', width: 360 },
  { language: 'en', width: 1440, height: 4_000 },
] as const;

/** Whatever would be run says so; whatever would be fetched from somewhere else is written down. */
interface Attempts {
  readonly run: () => Promise<unknown>;
  readonly foreign: string[];
}

async function watched({ context, page }: ConsoleWindow): Promise<Attempts> {
  const foreign: string[] = [];
  const own = [endpoints.consoleUrl, endpoints.awsEndpoint].map((url) => new URL(url).host);
  context.on('request', (request) => {
    const { host, href, protocol } = new URL(request.url());
    if (!own.includes(host) && protocol !== 'blob:') foreign.push(href);
  });
  context.on('page', (other) => foreign.push(`a page of its own: ${other.url()}`));
  await page.evaluate('globalThis.ran = []; globalThis.pwned = (n) => globalThis.ran.push(n); undefined');
  return { run: () => page.evaluate('globalThis.ran'), foreign };
}

/** The API's answers, with hostile words wherever somebody else chooses them. */
async function answerHostile(page: Page): Promise<void> {
  const conversations = HOSTILE.map(hostileConversation);
  const json = (body: unknown) => ({
    status: 200,
    contentType: 'application/json',
    body: JSON.stringify(body),
  });
  await page.route(/\/v1\/conversations(\?|$)/, (route) =>
    route.fulfill(json({ items: conversations, nextCursor: null })),
  );
  await page.route(/\/v1\/conversations\/hostile-\d+/, (route) => {
    const [, at = '', part] = /hostile-(\d+)(\/timeline)?/.exec(route.request().url()) ?? [];
    const words = HOSTILE[Number(at)] ?? '';
    const body = part
      ? { items: hostileTimeline(`hostile-${at}`, words), nextCursor: null }
      : conversations[Number(at)];
    return route.fulfill(json(body));
  });
  await page.route(/\/v1\/attachments\//, (route) =>
    route.fulfill(
      json({ url: `${endpoints.awsEndpoint}/no-such-bucket/file`, expiresAt: '2100-01-01T00:00:00Z' }),
    ),
  );
}

describe.each(LOOKS)('S15: hostile words are shown and do nothing: $language, $width px', (look) => {
  it('in every field of every kind of message, in names, labels and names of files', async () => {
    const window = await signedIn(look, 'owner', '/app/settings');
    const { page, words } = window;
    await answerHostile(page);
    const attempts = await watched(window);
    await page.getByRole('link', { name: words('nav.inbox'), exact: true }).click();
    for (const [i, text] of HOSTILE.entries()) {
      await page.evaluate(`history.pushState(null, '', '/app/inbox/hostile-${i}')`);
      const timeline = page.getByRole('log', { name: words('inbox.timeline.label') });
      await timeline
        .locator('bdi')
        .filter({ hasText: visible(text) })
        .first()
        .waitFor();
      await readAll(timeline);
      expect(new URL(page.url()).pathname).toBe(`/app/inbox/hostile-${i}`);
      expect(await badLinks(page)).toEqual([]);
    }
    expect(await attempts.run()).toEqual([]);
    expect(attempts.foreign).toEqual([]);
  });
});

describe('S15: hostile words that a customer sends by a platform', () => {
  it('come through as they were written, and do nothing', async () => {
    const [login] = platforms;
    if (!login) throw new Error('no platform');
    const connected = await accountOf(login);
    const window = await signedIn({ language: 'th', width: 1440 }, 'owner', '/app/settings');
    const { page, words } = window;
    const attempts = await watched(window);
    const text = HOSTILE.slice(0, 6).join(' ');
    await customerWrites(connected, text);
    await page.getByRole('link', { name: words('nav.inbox'), exact: true }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: text.slice(0, 24) })
      .getByRole('link')
      .click();
    await page.getByRole('log').getByText(text, { exact: true }).waitFor();
    expect(await attempts.run()).toEqual([]);
    expect(attempts.foreign).toEqual([]);
  });
});

/** A piece of the words that has no white space or invisible signs at its ends. */
function visible(text: string): string {
  return text.split(' ')[0] ?? text;
}

/** Shows the timeline from one end to the other, so that each row has existed. */
async function readAll(timeline: ReturnType<Page['getByRole']>): Promise<void> {
  await timeline.evaluate(`async (box) => {
    for (let at = box.scrollHeight; at >= 0; at -= box.clientHeight) {
      box.scrollTop = at;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
  }`);
}

/** Links that lead anywhere but to the web, or know of the page that they stand on; and what only markup could have made. */
async function badLinks(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[
    ...[...document.querySelectorAll('main a[href]')]
      .filter((a) => a.origin !== location.origin && !(/^https?:$/.test(a.protocol) && /noopener/.test(a.rel)))
      .map((a) => a.href),
    ...[...document.querySelectorAll('main :is(script, iframe, base, style, meta, form[action*=evil], img[src=x], [onerror], [onload], [onfocus])')]
      .map((made) => made.outerHTML),
  ]`);
}
