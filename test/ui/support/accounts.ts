import { demoCustomer } from '../../../local/seeding/demo-deliveries.ts';
import { LoginTour } from '../../../local/tour/connect-tour.ts';
import type { ConnectionView } from '../../../local/tour/connecting.ts';
import { type TourLogin, tourLogins } from '../../../local/tour/logins.ts';
import type { PlayedAccount } from '../../../local/tour/sandbox-control.ts';
import { control, endpoints, theOwner } from './windows.ts';

/** An account that somebody connected at the sandbox. */
export interface Connected {
  readonly account: PlayedAccount;
  readonly connection: ConnectionView;
}

/** One login of each platform. */
export const platforms: readonly TourLogin[] = tourLogins.filter(
  ({ platform }, i) => tourLogins.findIndex((login) => login.platform === platform) === i,
);

/** An account of the platform: the one that is connected already, else one that is connected now, by the API. */
export async function accountOf(login: TourLogin): Promise<Connected> {
  const agent = await theOwner();
  const { items } = (await agent.call<{ items: ConnectionView[] }>('GET', '/v1/connections')).body;
  const connection = items.find(
    ({ platform, state }) => platform === login.platform && state === 'connected',
  );
  const account = (await control.accounts()).find(
    (one) => one.login === login.login && one.accountId === connection?.accountId,
  );
  if (connection && account) return { account, connection };
  const tour = await tourOf(login);
  return tour.connect(await tour.findAccount());
}

/** An account of the sandbox that nobody has connected. */
export async function freeAccount(login: TourLogin): Promise<PlayedAccount> {
  return (await tourOf(login)).findAccount();
}

async function tourOf(login: TourLogin): Promise<LoginTour> {
  return new LoginTour({ agent: await theOwner(), control, endpoints, login, say: () => {} });
}

/** A customer writes on a telephone; the platform delivers it. */
export async function customerWrites({ account }: Connected, text: string): Promise<void> {
  expect(await control.customerWrites(account, demoCustomer(account.platform), text)).toBe(true);
}

/** What the customer's telephone shows from the shop. */
export async function onThePhone({ account }: Connected): Promise<readonly (string | null)[]> {
  const phone = await control.phone(account, demoCustomer(account.platform));
  return phone.filter(({ from }) => from === 'merchant').map(({ text }) => text);
}
