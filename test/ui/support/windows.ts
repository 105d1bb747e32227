import { type Browser, chromium, type Page } from 'playwright-core';
import {
  type ConsoleWindow,
  openWindow,
  type Person,
  signInTo,
  type View,
} from '../../../local/browser/console-page.ts';
import { type Endpoints, readEndpoints } from '../../../local/cloud/endpoints.ts';
import { Agent } from '../../../local/tour/agent.ts';
import { SandboxControl } from '../../../local/tour/sandbox-control.ts';

export type { ConsoleWindow };

/** The local cloud that the setup started. */
export const endpoints: Endpoints = readEndpoints(process.env.KAOJAI_TEST_STATE ?? '');
export const control = new SandboxControl(endpoints.sandboxUrl);

/** Each flow is run in each language and at each width once. */
export const VIEWS = [
  { language: 'th', width: 360 },
  { language: 'en', width: 1440 },
] as const satisfies readonly View[];

/** How long the page may take for what a person waits for. */
export const PATIENCE_MS = 20_000;

/** What went wrong in a window without anybody looking: it is looked at after each test. */
interface Watched {
  readonly window: ConsoleWindow;
  readonly troubles: string[];
}

const open: Watched[] = [];
let browser: Promise<Browser> | undefined;

/** A window that is closed after the test, and fails it for dialogs, errors of scripts, and whatever the content policy refuses. */
export async function aWindow(view: View): Promise<ConsoleWindow> {
  browser ??= chromium.connect(process.env.KAOJAI_TEST_BROWSER ?? '');
  const window = await openWindow(await browser, endpoints.consoleUrl, view);
  window.context.setDefaultTimeout(PATIENCE_MS);
  const troubles: string[] = [];
  watch(window.page, troubles);
  await window.context.exposeFunction('kaojaiRefused', (what: string) => troubles.push(`refused: ${what}`));
  await window.context.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) =>
      kaojaiRefused(event.effectiveDirective + ' ' + event.blockedURI));`,
  });
  open.push({ window, troubles });
  return window;
}

function watch(page: Page, troubles: string[]): void {
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => troubles.push(`script: ${error.message}`));
}

/** A window of somebody who has signed in. */
export async function signedIn(view: View, role = 'owner', path = '/'): Promise<ConsoleWindow> {
  const window = await aWindow(view);
  await signInTo(window, person(role), path);
  return window;
}

/** Somebody of the shop. */
export function person(role: string): Person {
  const found = endpoints.users.find((user) => user.role === role);
  if (!found) throw new Error(`no ${role}`);
  return found;
}

let owner: Promise<Agent> | undefined;
/** The owner, by the API. */
export function theOwner(): Promise<Agent> {
  owner ??= Agent.signIn(endpoints, 'owner');
  return owner;
}

afterEach(async () => {
  const watched = open.splice(0);
  await Promise.all(watched.map(({ window }) => window.context.close()));
  expect(watched.flatMap(({ troubles }) => troubles)).toEqual([]);
});

afterAll(async () => {
  await (await browser)?.close();
});
