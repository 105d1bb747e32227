import { accountOf, customerWrites, platforms } from './support/accounts.ts';
import { seriousFindings } from './support/axe.ts';
import { aWindow, type ConsoleWindow, signedIn, theOwner } from './support/windows.ts';

/** Each language, width and theme is there twice, in other company. */
const LOOKS = [
  { language: 'th', width: 360, theme: 'dark' },
  { language: 'en', width: 1440, theme: 'dark' },
  { language: 'th', width: 1440, theme: 'light' },
  { language: 'en', width: 360, theme: 'light' },
] as const;

const PATHS = [
  '/app/inbox',
  '/app/channels',
  '/app/channels/connect?platform=line&login=channel',
  '/app/privacy',
  '/app/privacy/new',
  '/app/privacy/holds',
  '/app/privacy/retention',
  '/app/privacy/audit',
  '/app/privacy/records',
  '/app/privacy/cookies',
  '/app/settings',
  '/app/nowhere',
];

interface Place {
  readonly conversation: string;
  readonly channel: string;
  readonly request: string;
}

let place: Place;

beforeAll(async () => {
  const [login] = platforms;
  if (!login) throw new Error('no platform');
  const connected = await accountOf(login);
  await customerWrites(connected, 'สวัสดีค่ะ https://shop.example/a ?');
  const agent = await theOwner();
  const subject = { customerId: 'nobody-that-is-known' };
  const { body } = await agent.call<{ id: string }>('POST', '/v1/privacy/requests', {
    type: 'access',
    subject,
  });
  place = {
    conversation: await conversationOf(connected.connection.id),
    channel: connected.connection.id,
    request: body.id,
  };
});

async function conversationOf(connectionId: string): Promise<string> {
  const agent = await theOwner();
  for (let left = 200; left > 0; left--) {
    const path = `/v1/conversations?connectionId=${connectionId}`;
    const { body } = await agent.call<{ items: { id: string }[] }>('GET', path);
    if (body.items[0]) return body.items[0].id;
  }
  throw new Error('no conversation');
}

describe.each(LOOKS)('axe finds nothing serious: $language, $width px, $theme', (look) => {
  it('where somebody signs in', async () => {
    const { page, words } = await aWindow(look);
    await page.goto('/');
    await page.getByRole('heading', { name: words('session.title') }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('on each page', async () => {
    const window = await signedIn(look);
    const { conversation, channel, request } = place;
    const paths = [
      ...PATHS,
      `/app/inbox/${conversation}`,
      `/app/inbox/${conversation}/customer`,
      `/app/channels/${channel}`,
      `/app/privacy/requests/${request}`,
    ];
    const found: Record<string, string[]> = {};
    for (const path of paths) found[path] = await findingsAt(window, path);
    expect(found).toEqual(Object.fromEntries(paths.map((path) => [path, []])));
  });

  it('in the command bar, on the sheet of keys, in the menu, and in the dialog that disconnects', async () => {
    const { page, words } = await signedIn(look, 'owner', `/app/channels/${place.channel}`);
    const disconnect = page.getByRole('button', { name: words('channels.disconnect.title'), exact: true });
    await disconnect.waitFor();
    for (const key of ['Control+k', '?']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await disconnect.click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: new RegExp(words('shell.account', { name: '' })) }).click();
    await page.getByRole('menu').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

/** Goes there as the console itself does, without loading anew, and waits until nothing loads any more. */
async function findingsAt({ page, words }: ConsoleWindow, path: string): Promise<string[]> {
  await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
  await page.waitForFunction(
    `!document.querySelector('main')?.textContent.includes(${JSON.stringify(words('states.loading'))})`,
  );
  return seriousFindings(page);
}
