import { randomUUID } from 'node:crypto';
import { Problem } from '../cloud/problem.ts';
import type { PhoneMessage, SandboxAction } from '../sandbox/platform-sandbox.ts';
import type { Agent, AgentAnswer } from './agent.ts';
import type { PlayedAccount, SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';

/** A message of the timeline, as far as tours look at it. */
export interface MessageView {
  readonly id: string;
  readonly kind?: string;
  readonly direction?: string;
  readonly text?: string | null;
  readonly state?: string;
  readonly failure?: { readonly code: string };
  readonly author?: { readonly type: string };
  readonly attachments?: readonly AttachmentView[];
}

export interface AttachmentView {
  readonly id: string;
  readonly state: string;
  readonly reason?: string;
}

/** An error of the agent API. */
export interface ErrorView {
  readonly error?: { readonly code: string; readonly details?: readonly string[] };
}

/** What a customer does at the platform, without saying who and where. */
type CustomersAct =
  | Pick<Extract<SandboxAction, { kind: 'file' }>, 'kind' | 'file' | 'prepared'>
  | Pick<Extract<SandboxAction, { kind: 'app_message' }>, 'kind' | 'text'>
  | Pick<Extract<SandboxAction, { kind: 'read' }>, 'kind'>;

interface Sides {
  readonly agent: Agent;
  readonly control: SandboxControl;
  readonly account: PlayedAccount;
  readonly customerId: string;
  readonly conversationId: string;
}

/** One conversation from both of its sides: the agent API here, the customer's phone there. */
export class TourConversation {
  readonly agent: Agent;
  readonly #sides: Sides;

  constructor(sides: Sides) {
    this.agent = sides.agent;
    this.#sides = sides;
  }

  /** The newest entries first. */
  async timeline(): Promise<readonly MessageView[]> {
    const path = `/v1/conversations/${this.#sides.conversationId}/timeline?limit=50`;
    return (await this.agent.call<{ items: MessageView[] }>('GET', path)).body.items;
  }

  /** Whatever the API answers to a message. */
  ask(body: object, key: string = randomUUID()): Promise<AgentAnswer<MessageView & ErrorView>> {
    const path = `/v1/conversations/${this.#sides.conversationId}/messages`;
    return this.agent.ask('POST', path, body, { 'idempotency-key': key });
  }

  /** @throws Problem when the API does not take the message */
  async write(body: object, key?: string): Promise<MessageView> {
    const answer = await this.ask(body, key);
    if (answer.status < 300) return answer.body;
    throw new Problem(`The message was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  /** @throws Problem when it fails, or is not sent in time */
  untilSent({ id }: MessageView, what: string): Promise<MessageView> {
    let seen = '';
    return until(
      async () => {
        const message = (await this.timeline()).find((entry) => entry.id === id);
        seen = `${message?.state ?? 'gone'} ${message?.failure?.code ?? ''}`;
        if (message?.state === 'failed')
          throw new Problem(`${what} was not sent: ${message.failure?.code ?? ''}.`);
        return message && /^(sent|delivered|read)$/.test(message.state ?? '') ? message : undefined;
      },
      () => `${what} is sent (it is ${seen})`,
    );
  }

  /** Something happens at the platform. Answers whether KaoJai was told of it. */
  async happens(act: CustomersAct): Promise<boolean> {
    const { control, account, customerId } = this.#sides;
    const { accountId, sandbox } = account;
    const action = { ...act, accountId, customerId } as SandboxAction;
    const answer = (await control.act(sandbox, action)) as { delivered: unknown } | null;
    return Boolean(answer?.delivered);
  }

  /** What the customer's phone shows, oldest first. */
  phone(): Promise<readonly PhoneMessage[]> {
    const { control, account, customerId } = this.#sides;
    return control.phone(account, customerId);
  }
}
