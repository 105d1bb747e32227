import { randomUUID } from 'node:crypto';
import type { Endpoints } from '../../local/cloud/endpoints.ts';
import { Problem } from '../../local/cloud/problem.ts';
import { demoCustomer } from '../../local/seeding/demo-deliveries.ts';
import { Agent } from '../../local/tour/agent.ts';
import { LoginTour } from '../../local/tour/connect-tour.ts';
import { chosenLogins } from '../../local/tour/logins.ts';
import { type PlayedAccount, SandboxControl } from '../../local/tour/sandbox-control.ts';
import { until } from '../../local/tour/until.ts';

/** LINE takes answers at any time: the customer has to write once only. */
const LOGIN = 'line/channel';
/** What a call and its answer may take before clocks are said to differ. */
const CLOCKS_DIFFER_MS = 2_000;

/** When an answer was where, by this machine's clock, which the sandbox has, too. */
export interface AnswerTimes {
  readonly requestedAt: number;
  /** The platform's call was there. */
  readonly arrivedAt: number;
}

interface EntryView {
  readonly id: string;
  readonly state?: string;
}

/** A conversation with a customer of an account that was connected for it. */
export class Chat {
  readonly #agent: Agent;
  readonly #control: SandboxControl;
  readonly #account: PlayedAccount;
  readonly #connectionId: string;
  readonly #customer = demoCustomer('line');
  #path = '';

  private constructor(agent: Agent, control: SandboxControl, account: PlayedAccount, connectionId: string) {
    this.#agent = agent;
    this.#control = control;
    this.#account = account;
    this.#connectionId = connectionId;
  }

  /** Connects an account and lets a customer write to it. @throws Problem when no account is free, or the platforms' clocks are ahead */
  static async open(endpoints: Endpoints): Promise<Chat> {
    const [login] = chosenLogins([LOGIN]);
    if (!login) throw new Problem(`there is no login ${LOGIN}`);
    const control = new SandboxControl(endpoints.sandboxUrl);
    const agent = await Agent.signIn(endpoints, 'owner');
    const tour = new LoginTour({ agent, control, endpoints, login, say: () => {} });
    const { account, connection } = await tour.connect(await tour.findAccount());
    const chat = new Chat(agent, control, account, connection.id);
    try {
      await chat.#begin();
    } catch (error) {
      await chat.close();
      throw error;
    }
    return chat;
  }

  /** Answers the customer and waits until the answer counts as sent. @throws Problem when it is not */
  async answer(words: string): Promise<AnswerTimes> {
    const text = `${words} ${randomUUID()}`;
    const headers = { 'idempotency-key': randomUUID() };
    const requestedAt = Date.now();
    const path = `${this.#path}/messages`;
    const { body } = await this.#agent.call<EntryView>('POST', path, { kind: 'text', text }, headers);
    // The phone first: asking the API would take the processor from the sender.
    const arrivedAt = await this.#shownAt(text);
    await this.#untilSent(body.id);
    return { requestedAt, arrivedAt };
  }

  /** Lets the account go. */
  async close(): Promise<void> {
    await this.#agent.call('DELETE', `/v1/connections/${this.#connectionId}?data=keep`);
  }

  async #begin(): Promise<void> {
    const text = `สวัสดีค่ะ ${randomUUID()}`;
    const writtenAt = Date.now();
    await this.#control.customerWrites(this.#account, this.#customer, text);
    if (Math.abs((await this.#shownAt(text)) - writtenAt) > CLOCKS_DIFFER_MS)
      throw new Problem("the platforms' clocks are ahead: start the local cloud again");
    const query = `limit=1&connectionId=${encodeURIComponent(this.#connectionId)}`;
    const conversation = await until(
      async () =>
        (await this.#agent.call<{ items: { id: string }[] }>('GET', `/v1/conversations?${query}`)).body
          .items[0],
      () => "the customer's message stands in the inbox",
    );
    this.#path = `/v1/conversations/${conversation.id}`;
  }

  /** When the customer's phone had it: the platform writes that down as the call comes. */
  #shownAt(text: string): Promise<number> {
    return until(
      async () =>
        (await this.#control.phone(this.#account, this.#customer)).find((shown) => shown.text === text)?.at,
      () => `the customer's phone shows "${text}"`,
    );
  }

  #untilSent(id: string): Promise<true> {
    let seen = 'gone';
    return until(
      async () => {
        const path = `${this.#path}/timeline?limit=5`;
        const { items } = (await this.#agent.call<{ items: EntryView[] }>('GET', path)).body;
        seen = items.find((entry) => entry.id === id)?.state ?? 'gone';
        return seen === 'sent' || undefined;
      },
      () => `an answer is sent (it is ${seen})`,
    );
  }
}
