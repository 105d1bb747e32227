import type { AcceptedDelivery, Outcome } from '../../lambdas/domain/delivery.ts';
import type { ConversationRef } from '../../lambdas/domain/stored.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import type { InboxStore } from '../../lambdas/ports/inbox-store.ts';
import { place } from '../../lambdas/usecases/places.ts';
import { type ReceiveDeps, receiveDelivery } from '../../lambdas/usecases/receive-delivery.ts';
import {
  FakeConnections,
  FakeKeeperJobs,
  FakeMeter,
  FakeParking,
  FakeSubjectKeys,
  noTurns,
  PlainSealer,
  VirtualClock,
} from './fakes.ts';
import { MemoryInboxStore } from './memory-inbox-store.ts';
import type { Rng } from './rng.ts';

/** The worker dies here. */
export class Crash extends Error {}

/** What befalls every call of a store. */
export interface Faults {
  /** Called before and after each operation; may wait, may throw. */
  at(point: string): Promise<void>;
}

export const noFaults: Faults = { at: async () => {} };

/** Lets other workers run between the calls, and kills the worker now and then. */
export function randomFaults(rng: Rng, crashes: number): Faults {
  let left = crashes;
  return {
    async at() {
      // Now and then a worker stalls while others do whole deliveries.
      const ticks = rng.chance(0.06) ? rng.below(400) : rng.below(4);
      for (let i = 0; i < ticks; i++) await Promise.resolve();
      if (left > 0 && rng.chance(0.05)) {
        left--;
        throw new Crash();
      }
    },
  };
}

/** Kills the worker at the n-th point only. */
export function crashAt(n: number): Faults & { reached: () => number } {
  let count = 0;
  return {
    reached: () => count,
    async at() {
      if (++count === n) throw new Crash();
    },
  };
}

/** A world of one connected account: a store, an at-least-once queue, workers. */
export class Simulation {
  readonly memory = new MemoryInboxStore();
  readonly parking = new FakeParking();
  readonly connections: FakeConnections;
  readonly outcomes = new Map<string, Outcome>();
  readonly #sealer = new PlainSealer();
  readonly #deps: Omit<ReceiveDeps, 'store'>;

  constructor(connectors: readonly Connector[], connection: Connection) {
    this.connections = new FakeConnections([connection]);
    this.#deps = {
      connectors,
      connections: this.connections,
      keeper: new FakeKeeperJobs(),
      keys: new FakeSubjectKeys(),
      sealer: this.#sealer,
      turns: noTurns,
      clock: new VirtualClock(connection.connectedAt),
      meter: new FakeMeter(),
      parking: this.parking,
    };
  }

  /** Works off the deliveries with so many workers at once; a delivery whose worker died comes back at the end. */
  async run(
    deliveries: readonly AcceptedDelivery[],
    workers: number,
    faults: Faults,
    store?: InboxStore,
  ): Promise<void> {
    const queue = [...deliveries];
    const faulty = withFaults(store ?? this.memory, faults);
    const work = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        try {
          this.outcomes.set(next.id, await receiveDelivery({ ...this.#deps, store: faulty }, next));
        } catch (error) {
          if (!(error instanceof Crash)) throw error;
          queue.push(next);
        }
      }
    };
    await Promise.all(Array.from({ length: workers }, work));
    if (queue.length > 0) await this.run(queue, 1, noFaults, store);
  }

  /** What a reader would see, opened, without revisions and arrival times. */
  async state(): Promise<unknown> {
    const state: Record<string, unknown> = {};
    for (const [key, partition] of [...this.memory.partitions()].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [workspaceId, conversationId] = JSON.parse(key) as [string, string];
      state[key] = await this.#opened({ workspaceId, conversationId }, partition);
    }
    return JSON.parse(JSON.stringify(state));
  }

  async #opened(
    ref: ConversationRef,
    partition: ReturnType<MemoryInboxStore['partitions']> extends ReadonlyMap<string, infer P> ? P : never,
  ) {
    const { head } = partition;
    const entries: unknown[] = [];
    for (const entry of await this.memory.timeline(ref, { limit: 10_000 })) {
      const { rev: _rev, receivedAt: _at, sealed, ...clear } = entry;
      entries.push({
        ...clear,
        subject: sealed.subjectId,
        content: await this.#sealer.open(place.entry(ref, entry.entryId), sealed),
      });
    }
    return {
      head: head && {
        ...head,
        rev: undefined,
        marked: [...head.marked].sort(),
        preview: head.preview && (await this.#sealer.open(place.preview(ref), head.preview)),
        ids: head.ids && (await this.#sealer.open(place.ids(ref), head.ids)),
        name: head.name && {
          at: head.name.at,
          value: await this.#sealer.open(place.name(ref), head.name.value),
        },
      },
      entries,
      marks: await Promise.all(
        [...partition.marks.values()].map(async (mark) => [
          mark.token,
          await this.#sealer.open(place.mark(ref, mark.token), mark.sealed),
        ]),
      ),
      receipts: partition.receipts && { ...partition.receipts, rev: undefined },
    };
  }
}

/** The store with a fault point before and after each operation. */
export function withFaults(store: InboxStore, faults: Faults): InboxStore {
  return new Proxy(store, {
    get(target, name) {
      const operation = Reflect.get(target, name) as unknown;
      if (typeof operation !== 'function') return operation;
      return async (...args: unknown[]) => {
        await faults.at(`before ${String(name)}`);
        const result: unknown = await operation.apply(target, args);
        await faults.at(`after ${String(name)}`);
        return result;
      };
    },
  });
}
