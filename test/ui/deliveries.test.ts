import { accountOf, customerWrites, onThePhone, platforms } from './support/accounts.ts';
import { signedIn, VIEWS } from './support/windows.ts';

const flows = VIEWS.flatMap((view) =>
  platforms.map((login) => ({ ...view, login, platform: login.platform })),
);

describe('a customer writes, it appears by itself, and the answer is on the telephone', () => {
  it.each(flows)('$platform: $language, $width px', async ({ login, ...view }) => {
    const connected = await accountOf(login);
    const { page, words } = await signedIn(view, 'agent', '/app/settings');
    const heard = page.waitForEvent('websocket').then((socket) => socket.waitForEvent('framereceived'));
    await page.getByRole('link', { name: words('nav.inbox'), exact: true }).click();
    await heard;
    const question = `ยังมีไหมคะ ${login.key} ${view.width} <b>?</b>`;
    await customerWrites(connected, question);
    await page.getByRole('listitem').filter({ hasText: question }).getByRole('link').click();
    const timeline = page.getByRole('log', { name: words('inbox.timeline.label') });
    await timeline.getByText(question, { exact: true }).waitFor();
    const answer = `มีค่ะ ${login.key} ${view.width} 😊`;
    await page.getByRole('textbox', { name: words('inbox.composer.labels.reply') }).fill(answer);
    await page.getByRole('button', { name: words('inbox.composer.send.reply'), exact: true }).click();
    const sent = ['sent', 'delivered', 'read'].map((state) => words(`inbox.states.${state}`));
    await timeline
      .getByRole('article')
      .filter({ hasText: answer })
      .filter({ hasText: new RegExp(sent.join('|')) })
      .waitFor();
    expect((await onThePhone(connected)).filter((text) => text === answer)).toHaveLength(1);
    // It came by the socket: had it been lost, the page would say that it asks every few seconds.
    expect(await page.getByText(words('live.polling')).count()).toBe(0);
  });
});
