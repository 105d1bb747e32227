import type { InboundMessage } from '../../lambdas/domain/inbound.ts';
import { PlatformRefusal, type RefusalKind } from '../../lambdas/domain/platform-refusal.ts';
import type { Account } from '../../lambdas/ports/account-access.ts';
import type { AccountMessaging, OutboundBatch, SentMessage } from '../../lambdas/ports/account-messaging.ts';
import { EgressError } from '../../lambdas/ports/egress.ts';
import type { FakePlatform } from './fake-platform.ts';

/** What befalls a call for sending. */
export type SendFault =
  /** The platform says no, and does nothing. */
  | {
      readonly kind: 'refuse';
      readonly refusal: RefusalKind;
      readonly code?: string;
      readonly retryAfterMs?: number;
    }
  /** It never got there. */
  | { readonly kind: 'unsent' }
  /** It may have got there, and did not. */
  | { readonly kind: 'hang' }
  /** The customer has it, and nobody hears the answer. */
  | { readonly kind: 'lost' }
  /** The customer has it, and the platform says no: it lies. */
  | { readonly kind: 'lie'; readonly refusal: RefusalKind };

/** What a platform is like. */
export interface MessengerKind {
  /** Tells repeats apart by the key. */
  readonly idempotent: boolean;
  readonly batch: number;
  /** When the echo of a message is handled; `instead`: only it tells the platform's id. */
  readonly echo: 'none' | 'before' | 'after' | 'instead';
  /** Whether echoes give back the name that we gave. */
  readonly named: boolean;
  /** What the platform makes of a text in its echo. */
  readonly rewrite: (text: string) => string;
}

/** A message on somebody's phone. */
export interface Shown {
  readonly id: string;
  readonly customer: string;
  readonly text: string;
  readonly at: number;
  /** Absent: typed in the platform's own app. */
  readonly call?: Pick<OutboundBatch, 'idempotencyKey' | 'echoName' | 'permission'> & {
    readonly byToken: boolean;
  };
}

/** Sends messages to phones in memory. */
export class FakeMessenger {
  readonly kind: MessengerKind;
  readonly phones: Shown[] = [];
  /** Batches as they were asked for. */
  readonly asked: OutboundBatch[] = [];
  /** Echoes that nobody has delivered yet. */
  readonly echoes: InboundMessage[] = [];
  /** Reply tokens that are good, with their end. */
  readonly tokens = new Map<string, number>();
  /** Decides about each call. */
  fault: (batch: OutboundBatch, nth: number) => SendFault | undefined = () => undefined;
  /** Handles echoes that come before the answer. */
  onEcho: (echo: InboundMessage) => Promise<void> = async () => {};
  readonly #platform: FakePlatform;
  readonly #answered = new Map<string, readonly SentMessage[]>();
  #count = 0;

  constructor(platform: FakePlatform, kind: Partial<MessengerKind> = {}) {
    this.#platform = platform;
    this.kind = { idempotent: false, batch: 1, echo: 'none', named: true, rewrite: (text) => text, ...kind };
  }

  /** The way to it of one instance. `at` is asked before a call is made, and after it took effect. */
  messaging(at: (point: string) => Promise<void>): AccountMessaging {
    return {
      send: async (_calls, account, batch) => {
        await at('before send');
        const before = this.echoes.length;
        const answer = this.#take(account, batch);
        if (this.kind.echo === 'before' || this.kind.echo === 'instead')
          for (const echo of this.echoes.splice(before)) await this.onEcho(echo);
        await at('after send');
        return answer();
      },
    };
  }

  /** Takes effect at once; what is heard of it comes with the answer. */
  #take(account: Account, batch: OutboundBatch): () => readonly SentMessage[] {
    this.asked.push(batch);
    const fault = this.fault(batch, this.asked.length);
    if (fault?.kind === 'refuse') return () => refuse(fault.refusal, fault.code, fault.retryAfterMs);
    if (fault?.kind === 'unsent' || fault?.kind === 'hang') return () => fail(fault.kind === 'hang');
    const no = this.#tokenRefusal(account) ?? this.#replyTokenRefusal(batch);
    if (no) return () => refuse(no, no === 'window_closed' ? 'reply_token' : undefined);
    const sent = this.#deliver(account, batch);
    if (fault?.kind === 'lost') return () => fail(true);
    return fault ? () => refuse(fault.refusal) : () => sent;
  }

  #tokenRefusal({ tokens }: Account): RefusalKind | undefined {
    const access = tokens.secrets.access_token?.reveal();
    const grant = this.#platform.grants.find((one) => one.access === access);
    if (grant?.revoked) return 'authorization_gone';
    return grant && grant.accessUntil > this.#platform.clock.now() ? undefined : 'token_invalid';
  }

  #replyTokenRefusal({ replyToken }: OutboundBatch): RefusalKind | undefined {
    if (!replyToken) return undefined;
    const until = this.tokens.get(replyToken.reveal()) ?? 0;
    this.tokens.delete(replyToken.reveal());
    return until > this.#platform.clock.now() ? undefined : 'window_closed';
  }

  #deliver({ accountId }: Account, batch: OutboundBatch): readonly SentMessage[] {
    const { idempotencyKey, echoName, permission, replyToken } = batch;
    const known = this.kind.idempotent && !replyToken ? this.#answered.get(idempotencyKey) : undefined;
    if (known) return known;
    const call = { idempotencyKey, echoName, permission, byToken: replyToken !== undefined };
    const sent = batch.messages.map(({ kind, text, file }): SentMessage => {
      const words = text ?? `[${kind} ${file?.name}]`;
      const shown = this.#show(batch.to.thread.id, words, call);
      if (this.kind.echo !== 'none') this.echoes.push(this.echoOf(accountId, shown, kind));
      return { platformMessageId: this.kind.echo === 'instead' ? null : shown.id };
    });
    this.#answered.set(idempotencyKey, sent);
    return sent;
  }

  #show(customer: string, text: string, call?: Shown['call']): Shown {
    const id = `pm${++this.#count}`;
    const shown = { id, customer, text, at: this.#platform.clock.now(), ...(call ? { call } : {}) };
    this.phones.push(shown);
    return shown;
  }

  /** Somebody of the shop types in the platform's own app; answers its delivery. */
  typeInApp(accountId: string, customer: string, text: string): InboundMessage {
    return this.echoOf(accountId, this.#show(customer, text), 'text');
  }

  /** What the platform delivers of an outgoing message. */
  echoOf(
    accountId: string,
    shown: Shown,
    kind: 'text' | 'image' | 'video' | 'audio' | 'file',
  ): InboundMessage {
    const { id, customer, text, at, call } = shown;
    return {
      type: 'message',
      accountId,
      thread: { kind: 'direct', id: customer },
      customer: { key: customer, platformUserId: customer },
      platformMessageId: id,
      direction: 'outbound',
      author: { type: 'external' },
      kind,
      text: kind === 'text' ? (call ? this.kind.rewrite(text) : text) : null,
      attachments: [],
      data: {},
      sentAt: at,
      ...(call && this.kind.named ? { echoName: call.echoName } : {}),
    };
  }
}

function refuse(kind: RefusalKind, code = `code_${kind}`, retryAfterMs?: number): never {
  throw new PlatformRefusal(kind, 'parrot', code, retryAfterMs);
}

function fail(mayHaveArrived: boolean): never {
  const kind = mayHaveArrived ? 'timeout' : 'unreachable';
  throw new EgressError({ kind, platform: 'parrot', host: 'api.parrot.example', mayHaveArrived });
}
