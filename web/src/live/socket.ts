import { Observable } from '../app/observable.ts';
import { waitBeforeTry } from './back-off.ts';
import { type Frame, frameOf, type LiveEvent } from './frame.ts';
import { NOBODY, type Presence, presenceAfter, presenceOf } from './presence.ts';

/** The part of a WebSocket that is used. */
export type Line = Pick<WebSocket, 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>;

/** What live updates need. */
export interface LiveDeps {
  /** A ticket for one socket. `never`: this service has no live updates. */
  readonly ticket: () => Promise<{ readonly ticket: string; readonly url: string } | 'never'>;
  readonly open: (url: string) => Line;
  /** Calls back after that many milliseconds, unless the returned function is called before. */
  readonly later: (ms: number, then: () => void) => () => void;
  readonly now: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
}

/** `polling`: there is no socket at the moment, so pages read again and again. */
export type LiveState = 'off' | 'polling' | 'live';
/** What pages are told. `reread`: everything that is shown may be different. */
export type News = LiveEvent | { readonly type: 'reread' };

/** How often pages read again without a socket. */
export const POLL_MS = 5_000;
/** API Gateway closes a socket on which nothing is said for ten minutes. */
export const PING_MS = 5 * 60_000;
/** A socket that does not answer a ping within this time is dead, whatever it says. */
export const PONG_MS = 10_000;
/** The list may be a moment behind what was told: it is read once more. */
export const SECOND_LOOK_MS = 5_000;
const TYPING_EVERY_MS = 3_000;

/** Tells pages what changes: by a WebSocket where there is one, else every five seconds. */
export class LiveSocket {
  readonly state = new Observable<LiveState>('off');
  readonly presence = new Observable<Presence>(NOBODY);
  readonly #deps: LiveDeps;
  readonly #listeners = new Set<(news: News) => void>();
  #line: Line | undefined;
  #shown: string | null = null;
  #cursor: string | undefined;
  #failures = 0;
  #typedAt = 0;
  /** One of each at a time: the next poll or ping, and the next try. */
  #stopTicking = () => {};
  #stopTrying = () => {};
  #stopLooking = () => {};
  #stopWaiting = () => {};
  #isOpen = false;
  /** A `view` is not answered yet: the next one comes after the answer. */
  #asked = false;
  /** Each start has its own, so that what an earlier one still awaits does nothing. */
  #run = 0;

  constructor(deps: LiveDeps) {
    this.#deps = deps;
  }

  /** Tells `listener` what changes, until the returned function is called. */
  onNews(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Begins; the inbox is shown. */
  start(): void {
    this.#run += 1;
    this.state.set('polling');
    this.#poll();
    void this.#connect(this.#run);
  }

  /** Ends: nothing of the inbox is shown, or somebody signed out. */
  stop(): void {
    this.#run += 1;
    this.#stopTicking();
    this.#stopTrying();
    this.#hangUp();
    this.presence.set(NOBODY);
    this.state.set('off');
  }

  /** Which conversation is shown from now on. */
  show(conversationId: string | null): void {
    if (conversationId === this.#shown) return;
    this.#shown = conversationId;
    this.presence.set(presenceOf(conversationId, []));
    this.#sayView();
  }

  /** Somebody types here: the others at the conversation are told, not at every key. */
  typing(): void {
    const now = this.#deps.now();
    if (this.#shown === null || now - this.#typedAt < TYPING_EVERY_MS) return;
    this.#typedAt = now;
    this.#say({ type: 'typing' });
  }

  async #connect(run: number): Promise<void> {
    try {
      const answer = await this.#deps.ticket();
      if (run !== this.#run || answer === 'never') return;
      const after = this.#cursor === undefined ? '' : `&after=${encodeURIComponent(this.#cursor)}`;
      const line = this.#deps.open(`${answer.url}?ticket=${encodeURIComponent(answer.ticket)}${after}`);
      this.#line = line;
      line.onopen = () => {
        if (run !== this.#run) return;
        this.#isOpen = true;
        this.#sayView();
      };
      line.onmessage = ({ data }) => run === this.#run && this.#hear(frameOf(textOf(data)));
      line.onclose = () => run === this.#run && this.#lost(run);
    } catch {
      if (run === this.#run) this.#lost(run);
    }
  }

  /** Lets go of the socket, whatever it still says. */
  #hangUp(): void {
    const line = this.#line;
    this.#line = undefined;
    this.#isOpen = false;
    this.#asked = false;
    this.#stopLooking();
    this.#stopWaiting();
    if (!line) return;
    line.onopen = null;
    line.onmessage = null;
    line.onclose = null;
    line.close();
  }

  #lost(run: number): void {
    this.#hangUp();
    const wait = waitBeforeTry(this.#failures, this.#deps.random());
    this.#failures += 1;
    this.presence.set(presenceOf(this.#shown, []));
    if (this.state.get() === 'live') {
      this.state.set('polling');
      this.#poll();
    }
    this.#stopTrying = this.#deps.later(wait, () => void this.#connect(run));
  }

  #hear(frame: Frame | null): void {
    if (frame === null) return;
    if (frame.type === 'presence') {
      this.presence.set(presenceAfter(this.presence.get(), frame, this.#deps.now()));
      return;
    }
    if (frame.type === 'pong') {
      this.#stopWaiting();
      return;
    }
    this.#cursor = frame.cursor;
    if (frame.type === 'changes') for (const event of frame.events) this.#tell(event);
    else this.#tell({ type: 'reread' });
    if (frame.type === 'ready') this.#ready(frame);
  }

  #ready({ conversationId, viewers }: Extract<Frame, { type: 'ready' }>): void {
    this.#failures = 0;
    this.#asked = false;
    if (conversationId !== this.#shown) this.#sayView();
    else this.presence.set(presenceOf(conversationId, viewers));
    if (this.state.get() === 'live') return;
    this.state.set('live');
    this.#stopLooking = this.#deps.later(SECOND_LOOK_MS, () => this.#tell({ type: 'reread' }));
    this.#ping();
  }

  #poll(): void {
    this.#every(POLL_MS, () => this.#tell({ type: 'reread' }));
  }

  #ping(): void {
    const run = this.#run;
    this.#every(PING_MS, () => {
      this.#say({ type: 'ping' });
      this.#stopWaiting = this.#deps.later(PONG_MS, () => this.#lost(run));
    });
  }

  #every(ms: number, act: () => void): void {
    this.#stopTicking();
    this.#stopTicking = this.#deps.later(ms, () => {
      this.#every(ms, act);
      act();
    });
  }

  #sayView(): void {
    if (!this.#isOpen || this.#asked) return;
    this.#asked = true;
    this.#say({ type: 'view', inbox: true, conversationId: this.#shown });
  }

  #say(message: object): void {
    if (this.#isOpen) this.#line?.send(JSON.stringify(message));
  }

  #tell(news: News): void {
    for (const listener of [...this.#listeners]) listener(news);
  }
}

/** Text; an emulator sends the same as bytes. */
function textOf(data: unknown): string {
  return data instanceof ArrayBuffer ? new TextDecoder().decode(data) : String(data);
}
