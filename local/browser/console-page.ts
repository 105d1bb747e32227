import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type Language, type Words, wordsOf } from './console-words.ts';

/** How the console is looked at. */
export interface View {
  readonly language: Language;
  /** CSS pixels. */
  readonly width: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
}

/** A window of the console. */
export interface ConsoleWindow {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly words: Words;
}

export interface Person {
  readonly email: string;
  readonly password: string;
}

/** A window of its own, with nothing in its storage but the choices of somebody who has been there before: language and cookies. */
export async function openWindow(browser: Browser, baseURL: string, view: View): Promise<ConsoleWindow> {
  const { language, width, height = width < 600 ? 780 : 900, theme = 'light' } = view;
  const context = await browser.newContext({
    baseURL,
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: language === 'th' ? 'th-TH' : 'en-GB',
  });
  // As text: what runs in the page is not checked with the types of this program.
  await context.addInitScript({
    content: `localStorage.setItem('kaojai.language', '${language}'); localStorage.setItem('kaojai.cookies', 'essential');`,
  });
  const page = await context.newPage();
  return { context, page, words: wordsOf(language) };
}

/** Fills the form in and waits for the page behind it. */
export async function signInTo({ page, words }: ConsoleWindow, person: Person, path = '/'): Promise<void> {
  await page.goto(path);
  await fillSignIn({ page, words }, person);
  await page.getByRole('navigation', { name: words('nav.label'), exact: true }).waitFor();
}

/** Types address and password, and sends them. */
export async function fillSignIn(
  { page, words }: Pick<ConsoleWindow, 'page' | 'words'>,
  { email, password }: Person,
): Promise<void> {
  await page.getByLabel(words('session.email')).fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: words('session.signIn') }).click();
}
