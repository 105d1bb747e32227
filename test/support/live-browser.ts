import type { LiveEvent } from '../../lambdas/domain/live-change.ts';

/** What a list shows of a conversation. */
export interface Shown {
  readonly revision: number;
  readonly value: number;
}

/** The agent API, as far as a browser reads it. Each answers what is so at that moment, but for the list, which may be as it was a moment before. */
export interface LiveApi {
  list(): ReadonlyMap<string, Shown>;
  /** Ends when the list shows all that is so now. */
  listIsSettled(): Promise<void>;
  conversation(id: string): Shown | null;
  timeline(conversationId: string): ReadonlyMap<string, number>;
}

/** Runs things later, in whatever order. */
export type Later = (task: () => void | Promise<void>) => void;

type Frame =
  | {
      readonly type: 'ready';
      readonly cursor: string;
      readonly conversationId: string | null;
      readonly reread: boolean;
    }
  | { readonly type: 'changes'; readonly cursor: string; readonly events: readonly LiveEvent[] }
  | { readonly type: 'reread'; readonly cursor: string }
  | { readonly type: 'presence' };

type Reading =
  | { readonly what: 'list' }
  | { readonly what: 'timeline' }
  | { readonly what: 'conversation'; readonly id: string };

/**
 * A browser that keeps to docs/live.md: it reads after it is told that its socket is ready, one thing after the other; what it is told has changed it
 * reads again; of two readings in a list it keeps the later one.
 */
export class LiveBrowser {
  readonly conversations = new Map<string, Shown>();
  timeline: ReadonlyMap<string, number> = new Map();
  /** The conversation on the screen. */
  conversationId: string;
  cursor: string | undefined;
  waitsForReady = false;
  readonly #api: LiveApi;
  readonly #later: Later;
  readonly #queue: Reading[] = [];
  readonly #gone = new Set<string>();
  #reading = false;

  constructor(api: LiveApi, later: Later, conversationId: string) {
    this.#api = api;
    this.#later = later;
    this.conversationId = conversationId;
  }

  /** A frame of the socket that is open now. */
  hear(frame: Frame): void {
    if (frame.type === 'presence') return;
    this.cursor = frame.cursor;
    if (frame.type === 'changes') for (const event of frame.events) this.#changed(event);
    else this.#readAll(frame.type === 'ready' && !frame.reread && this.conversations.size > 0);
    if (frame.type === 'ready') this.waitsForReady = false;
  }

  #changed(event: LiveEvent): void {
    if (event.type === 'conversation.changed') this.#read({ what: 'conversation', id: event.conversationId });
    else if (event.conversationId === this.conversationId) this.#read({ what: 'timeline' });
  }

  #readAll(timelineOnly: boolean): void {
    this.#read({ what: 'timeline' });
    if (timelineOnly) return;
    this.#read({ what: 'list' });
    void this.#api.listIsSettled().then(() => this.#read({ what: 'list' }));
  }

  #read(reading: Reading): void {
    const same = JSON.stringify(reading);
    // One that waits will see this change, too; one that is under way may not.
    if (!this.#queue.some((one) => JSON.stringify(one) === same)) this.#queue.push(reading);
    this.#next();
  }

  #next(): void {
    if (this.#reading) return;
    const reading = this.#queue.shift();
    if (!reading) return;
    this.#reading = true;
    this.#later(() => {
      const apply = this.#answer(reading);
      this.#later(() => {
        this.#reading = false;
        apply();
        this.#next();
      });
    });
  }

  /** What the API says at this moment, to be put into the model when the answer arrives. */
  #answer(reading: Reading): () => void {
    if (reading.what === 'list') return this.#applyList(new Map(this.#api.list()));
    if (reading.what === 'timeline') {
      const { conversationId } = this;
      const timeline = new Map(this.#api.timeline(conversationId));
      return () => {
        if (conversationId === this.conversationId) this.timeline = timeline;
      };
    }
    const { id } = reading;
    const found = this.#api.conversation(id);
    return () => {
      if (found === null) {
        this.conversations.delete(id);
        this.#gone.add(id);
      } else {
        this.conversations.set(id, found);
        this.#gone.delete(id);
      }
    };
  }

  #applyList(list: ReadonlyMap<string, Shown>): () => void {
    return () => {
      for (const [id, shown] of list) {
        // Erased a moment ago, and still in the list: asked for by itself.
        if (this.#gone.has(id)) this.#read({ what: 'conversation', id });
        else this.#keepLater(id, shown);
      }
      for (const id of this.conversations.keys()) if (!list.has(id)) this.#read({ what: 'conversation', id });
    };
  }

  #keepLater(id: string, shown: Shown): void {
    const known = this.conversations.get(id);
    if (!known || shown.revision >= known.revision) this.conversations.set(id, shown);
  }
}
