import { type TourLogin, tourLogins } from '../../local/tour/logins.ts';
import type { PlayedAccount } from '../../local/tour/sandbox-control.ts';
import { freeAccount } from './support/accounts.ts';
import { type ConsoleWindow, signedIn, VIEWS } from './support/windows.ts';

const CONNECT = '/app/channels/connect';
const CREDENTIALS = loginOf('line/channel');
const CONSENT = loginOf('lazada/seller');

function loginOf(key: string): TourLogin {
  const found = tourLogins.find((login) => login.key === key);
  if (!found) throw new Error(`no login ${key}`);
  return found;
}

describe.each(VIEWS)('connecting and disconnecting: $language, $width px', (view) => {
  it('with keys: LINE', async () => {
    const account = await freeAccount(CREDENTIALS);
    const window = await signedIn(view, 'owner', CONNECT);
    const { page, words } = window;
    await choosePlatform(window, words('platforms.line'));
    for (const [name, value] of Object.entries(account.credentials ?? {}))
      await page.getByLabel(words(`channels.fields.${name}`)).fill(value);
    await page.getByRole('button', { name: words('channels.connect.go'), exact: true }).click();
    await isConnected(window, account);
    await disconnect(window);
  });

  it("by consent on the platform's page: Lazada", async () => {
    const account = await freeAccount(CONSENT);
    const window = await signedIn(view, 'owner', CONNECT);
    const { page, words } = window;
    const platform = words('platforms.lazada');
    await choosePlatform(window, platform);
    await page.getByRole('button', { name: words('channels.connect.toPlatform', { platform }) }).click();
    await page.locator(`input[type=radio][value="${account.person}"]`).check();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.locator(`section[lang=${view.language}]`).getByRole('link').click();
    await page.getByRole('navigation', { name: words('nav.label') }).waitFor();
    await page.getByRole('link', { name: words('nav.channels'), exact: true }).click();
    await page.getByRole('link', { name: account.displayName, exact: true }).click();
    await isConnected(window, account);
    await disconnect(window);
  });
});

async function choosePlatform({ page, words }: ConsoleWindow, platform: string): Promise<void> {
  const choice = page.getByRole('group', { name: words('channels.connect.platform') });
  await choice.getByRole('button', { name: platform }).click();
}

async function isConnected({ page, words }: ConsoleWindow, account: PlayedAccount): Promise<void> {
  await page.getByRole('heading', { level: 1, name: account.displayName }).waitFor();
  await page.getByText(words('channels.conditions.well'), { exact: true }).first().waitFor();
  await page.getByText(account.accountId, { exact: true }).waitFor();
}

async function disconnect({ page, words }: ConsoleWindow): Promise<void> {
  const name = words('channels.disconnect.title');
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: words('channels.disconnect.keep') }).check();
  await dialog.getByRole('button', { name, exact: true }).click();
  await page.getByText(words('channels.disconnect.done.keep')).waitFor();
  await page.getByText(words('channels.conditions.over'), { exact: true }).first().waitFor();
}
