import { fillSignIn } from '../../local/browser/console-page.ts';
import { aWindow, person, signedIn, VIEWS } from './support/windows.ts';

describe.each(VIEWS)('signing in: $language, $width px', (view) => {
  it('a wrong password is said, and the right one opens the inbox', async () => {
    const window = await aWindow(view);
    const { page, words } = window;
    await page.goto('/');
    await page.getByRole('heading', { name: words('session.title') }).waitFor();
    await fillSignIn(window, { ...person('agent'), password: 'not-the-password-1A!' });
    await page
      .getByRole('alert')
      .filter({ hasText: words('session.errors.wrong') })
      .waitFor();
    await fillSignIn(window, person('agent'));
    await page.getByRole('heading', { level: 1, name: words('nav.inbox') }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/app/inbox');
    expect(await page.getAttribute('html', 'lang')).toBe(view.language);
  });

  it('a reload is no sign-out; signing out clears what the tab keeps, and nothing is behind the button that goes back', async () => {
    const { page, words } = await signedIn(view, 'agent', '/app/settings');
    const title = page.getByRole('heading', { level: 1, name: words('settings.title') });
    await title.waitFor();
    await page.reload();
    await title.waitFor();
    expect(await kept(page, 'sessionStorage')).not.toEqual([]);
    await page.getByRole('button', { name: words('shell.account', { name: person('agent').email }) }).click();
    await page.getByRole('menuitem', { name: words('shell.signOut') }).click();
    await page.getByText(words('session.because.signedOut')).waitFor();
    expect(await kept(page, 'sessionStorage')).toEqual([]);
    expect(await kept(page, 'localStorage')).toEqual(['kaojai.cookies', 'kaojai.language']);
    expect(await page.context().cookies()).toEqual([]);
    expect(await page.content()).not.toContain(person('agent').email);
    await page.goto('/app/settings');
    await page.getByRole('button', { name: words('session.signIn') }).waitFor();
  });
});

type Page = Awaited<ReturnType<typeof aWindow>>['page'];

async function kept(page: Page, storage: 'localStorage' | 'sessionStorage'): Promise<string[]> {
  return (await page.evaluate<string[]>(`Object.keys(${storage})`)).sort();
}
