import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoints } from '../cloud/endpoints.ts';
import { Problem } from '../cloud/problem.ts';
import { demoCustomer } from '../seeding/demo-deliveries.ts';
import { Agent } from './agent.ts';
import { allow, begin, type ConnectionView, comeBack, untilConnected, untilState } from './connecting.ts';
import { textsOf, untilStored } from './inbox-of.ts';
import { chosenLogins, type TourLogin } from './logins.ts';
import { type PlayedAccount, SandboxControl } from './sandbox-control.ts';

export interface TourOptions {
  /** Platforms (`line`) or logins (`line/module`); empty = all. */
  readonly platforms: readonly string[];
  /** Where files that it makes go; `.local` unless told. */
  readonly folder?: string;
  /** Is given a line per step. */
  readonly say: (line: string) => void;
}

/**
 * Connects an account by each login, lets a customer write to it, disconnects it and shows that nothing comes any more. By the agent API and a
 * browser's requests alone.
 * @throws Problem at the first step that fails, with the reason
 */
export async function connectTour(endpoints: Endpoints, { platforms, say }: TourOptions): Promise<void> {
  const logins = chosenLogins(platforms);
  const control = new SandboxControl(endpoints.sandboxUrl);
  const agent = await Agent.signIn(endpoints, 'owner');
  for (const login of logins) {
    say(login.title);
    await new LoginTour({ agent, control, endpoints, say, login }).run();
  }
}

export interface TourWorld {
  readonly agent: Agent;
  readonly control: SandboxControl;
  readonly endpoints: Endpoints;
  readonly say: (line: string) => void;
  readonly login: TourLogin;
  /** How long something that must not come is waited for; 2 s unless told. */
  readonly stillMs?: number;
  /** How long a worker takes a connection for what it was; 6 s unless told. */
  readonly knownMs?: number;
}

/** The tour of one login. */
export class LoginTour {
  readonly #world: TourWorld;

  constructor(world: TourWorld) {
    this.#world = world;
  }

  async run(): Promise<void> {
    const { account, connection } = await this.connect(await this.findAccount());
    await this.#receive(account, connection);
    await this.#disconnect(connection);
    await this.#receiveNothing(account, connection);
  }

  /** An account of the sandbox that nobody has connected. */
  findAccount(): Promise<PlayedAccount> {
    const { agent, control, login } = this.#world;
    return this.#step('find an account at the platform', async (tell) => {
      const { items } = (await agent.call<{ items: ConnectionView[] }>('GET', '/v1/connections')).body;
      const taken = items.filter(({ state }) => state !== 'disconnected').map(({ accountId }) => accountId);
      const account = (await control.accounts()).find(
        (candidate) =>
          candidate.platform === login.platform &&
          candidate.login === login.login &&
          !taken.includes(candidate.accountId),
      );
      if (!account) throw new Problem('The sandbox has no account that is not connected.');
      tell(`${account.displayName}, ${account.accountId}`);
      return account;
    });
  }

  /** An account as the platform has it now: what a merchant types may have changed. */
  async sameAccount({ platform, login, accountId }: PlayedAccount): Promise<PlayedAccount> {
    const found = (await this.#world.control.accounts()).find(
      (candidate) =>
        candidate.platform === platform && candidate.login === login && candidate.accountId === accountId,
    );
    if (found) return found;
    throw new Problem(`The sandbox has no account ${accountId} any more.`);
  }

  /** Goes the whole way from asking to `connected`. */
  async connect(account: PlayedAccount): Promise<{ account: PlayedAccount; connection: ConnectionView }> {
    const { agent, endpoints, login } = this.#world;
    const begun = await this.#step('ask KaoJai to connect it', () => begin(agent, login, account));
    const { authorizeUrl } = begun;
    let said = '';
    if (authorizeUrl) {
      const back = await this.#step("allow it on the platform's page", () =>
        allow(authorizeUrl, endpoints.sandboxUrl ?? '', account),
      );
      said = await this.#step('come back to KaoJai', () => comeBack(back, begun.cookie));
    }
    const connection = await this.#step('connected', async (tell) => {
      const connected = await untilConnected(agent, begun.id, account, said);
      if (connected.choices > 1) tell(`chosen among ${connected.choices} accounts`);
      return connected.connection;
    });
    return { account, connection };
  }

  async #receive(account: PlayedAccount, connection: ConnectionView): Promise<void> {
    const { agent, control, login } = this.#world;
    const text = `สวัสดีค่ะ ${login.key} ${Date.now()}`;
    await this.#step('a customer writes', async () => {
      if (await control.customerWrites(account, demoCustomer(login.platform), text)) return;
      throw new Problem('The platform does not deliver: deliveries are not switched on.');
    });
    await this.#step('the message stands in the inbox', () => untilStored(agent, connection.id, text));
  }

  async #disconnect({ id }: ConnectionView): Promise<void> {
    const { agent } = this.#world;
    await this.#step('disconnect, and keep the data', async (tell) => {
      const path = `/v1/connections/${id}?data=keep`;
      const { body } = await agent.call<{ byHand?: { en: string } | null }>('DELETE', path);
      if (body.byHand) tell(`left to do by hand: ${body.byHand.en}`);
    });
    await this.#step('disconnected', () => untilState(agent, id, 'disconnected'));
  }

  async #receiveNothing(account: PlayedAccount, { id }: ConnectionView): Promise<void> {
    // `DynamoConnections` keeps a connection for five seconds.
    const { agent, control, login, stillMs = 2_000, knownMs = 6_000 } = this.#world;
    const text = `too late ${login.key} ${Date.now()}`;
    await this.#step('a customer writes, and nothing is stored', async (tell) => {
      const before = (await textsOf(agent, id)).length;
      if (await control.customerWrites(account, demoCustomer(login.platform), `${text} at once`)) {
        // The platform has no call to switch deliveries off, and workers know a connection for some seconds.
        await sleep(knownMs);
        await control.customerWrites(account, demoCustomer(login.platform), text);
        tell('the platform goes on delivering; it is ignored');
      } else tell('not delivered');
      await sleep(stillMs);
      const after = await textsOf(agent, id);
      if (after.includes(text))
        throw new Problem('The message was stored although the account is disconnected.');
      if (after.length < before)
        throw new Problem('Messages from before are gone although they were to be kept.');
    });
  }

  /** Says what was done and how long it took; `tell` adds what was found. */
  async #step<T>(name: string, work: (tell: (more: string) => void) => Promise<T>): Promise<T> {
    const started = performance.now();
    let more = '';
    const line = (mark: string) =>
      `  ${mark} ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${name}${more && ` (${more})`}`;
    try {
      const result = await work((found) => {
        more = found;
      });
      this.#world.say(line('✓'));
      return result;
    } catch (error) {
      this.#world.say(line('✗'));
      throw error;
    }
  }
}
