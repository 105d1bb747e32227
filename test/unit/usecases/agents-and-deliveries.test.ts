import { CONVERSATION_STATUSES, statusAt } from '../../../lambdas/domain/conversation.ts';
import type { ConversationChange } from '../../../lambdas/domain/conversation-change.ts';
import { VersionChanged } from '../../../lambdas/domain/errors.ts';
import { entryIdOf } from '../../../lambdas/domain/ids.ts';
import type { Session } from '../../../lambdas/domain/member.ts';
import type { TimelineEntry } from '../../../lambdas/domain/timeline.ts';
import type { InboxStore } from '../../../lambdas/ports/inbox-store.ts';
import { changeConversation } from '../../../lambdas/usecases/change-conversation.ts';
import { markConversationRead } from '../../../lambdas/usecases/mark-read.ts';
import { readConversation } from '../../../lambdas/usecases/read-conversation.ts';
import { readTimeline } from '../../../lambdas/usecases/read-timeline.ts';
import { writeNote } from '../../../lambdas/usecases/write-note.ts';
import {
  AgentWorld,
  aMessage,
  anAnswer,
  HOUR,
  LINE,
  MINUTE,
  NOON,
  session,
} from '../../support/agent-world.ts';
import { Rng } from '../../support/rng.ts';
import { Crash, randomFaults, withFaults } from '../../support/simulation.ts';

/** A failing seed is printed and can be run alone with KAOJAI_SEED. */
const HISTORIES = 150;
const USERS = ['u_owner', 'u_agent'] as const;

type Delivery = ReturnType<typeof aMessage>;

/** Messages of both sides, of which the first is there already. */
function deliveriesOf(rng: Rng): Delivery[] {
  return Array.from({ length: 6 }, (_, i) => {
    const more = { platformMessageId: `${100 + i}`, text: `message ${i}`, sentAt: NOON - HOUR + i * MINUTE };
    return i > 0 && rng.chance(0.4) ? anAnswer(more) : aMessage(more);
  });
}

/** Some snoozes end while the day goes on: each step takes a millisecond or two. */
function aChange(rng: Rng): ConversationChange & { readonly snoozedFor?: number } {
  const status = rng.pick(CONVERSATION_STATUSES);
  const until = status === 'snoozed' && rng.chance(0.6) ? { snoozedFor: rng.pick([1, 5, 10, MINUTE]) } : {};
  return {
    ...(rng.chance(0.6) ? { status, ...until } : {}),
    ...(rng.chance(0.4) ? { assigneeId: rng.pick([...USERS, null]) } : {}),
    ...(rng.chance(0.4) ? { labels: rng.pick([[], ['vip'], ['vip', 'ใหม่']]) } : {}),
  };
}

/** What two agents do while deliveries come, in any order, some of them twice; requests of agents die and are made again. */
class Day {
  readonly world = new AgentWorld();
  readonly notes = new Map<string, string>();
  readonly #rng: Rng;
  readonly #store: InboxStore;

  constructor(seed: number) {
    this.#rng = new Rng(seed);
    this.#store = withFaults(this.world.store, randomFaults(this.#rng, 4));
    for (const user of USERS) this.world.addUser(user, 'ws_sample', 'agent');
  }

  async run(): Promise<Delivery[]> {
    const rng = this.#rng;
    const [first, ...others] = deliveriesOf(rng);
    const deliveries = [first as Delivery, ...others];
    await this.world.receive(LINE, first as Delivery);
    const arriving = rng.shuffled([...deliveries, ...deliveries.filter(() => rng.chance(0.4))]);
    await Promise.all([
      this.#inTurn(
        arriving.map((delivery) => () => this.world.receive(LINE, delivery, NOON)),
        200,
      ),
      ...USERS.map((user, i) =>
        this.#inTurn(this.#actsOf({ ...session, userId: user, role: 'agent' }, i), 20),
      ),
    ]);
    return deliveries;
  }

  /** Waits so many steps at most before each: agents take many steps for what they do, deliveries few. */
  async #inTurn(acts: readonly (() => Promise<void>)[], pause: number): Promise<void> {
    for (const act of acts) {
      this.world.clock.moveTo(this.world.clock.now() + this.#rng.below(3));
      for (let i = this.#rng.below(pause); i > 0; i--) await Promise.resolve();
      await act();
    }
  }

  #actsOf(by: Session, agent: number): (() => Promise<void>)[] {
    return Array.from({ length: 5 }, (_, i) => {
      if (this.#rng.chance(0.4)) return () => this.#note(by, `note ${agent}-${i}`);
      const change = aChange(this.#rng);
      return () => this.#change(by, change);
    });
  }

  /** As a client does it: by a key, and again until there is an answer. */
  async #note(by: Session, text: string): Promise<void> {
    const deps = { ...this.world.deps, store: this.#store };
    for (;;) {
      try {
        this.notes.set((await writeNote(deps, by, this.world.onlyId(), text, text)).id, text);
        return;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  }

  /** As a client does it: after a crash or a refusal it looks, and asks for the same again. */
  async #change(by: Session, { snoozedFor, ...wanted }: ReturnType<typeof aChange>): Promise<void> {
    const deps = { ...this.world.deps, store: this.#store };
    for (;;) {
      try {
        const { version } = await readConversation(deps, by, this.world.onlyId());
        const until = snoozedFor === undefined ? {} : { snoozedUntil: this.world.clock.now() + snoozedFor };
        await changeConversation(deps, by, this.world.onlyId(), version, { ...wanted, ...until });
        return;
      } catch (error) {
        if (!(error instanceof Crash || error instanceof VersionChanged)) throw error;
      }
    }
  }
}

/** What the same deliveries make of a world without agents. */
async function calm(deliveries: readonly Delivery[]) {
  const world = new AgentWorld();
  for (const delivery of deliveries) await world.receive(LINE, delivery, NOON);
  const { preview, unreadCount, lastActivityAt, customer } = await viewOf(world);
  return { preview, unreadCount, lastActivityAt, customer };
}

const viewOf = (world: AgentWorld) => readConversation(world.deps, session, world.onlyId());

async function entriesOf(world: AgentWorld): Promise<readonly TimelineEntry[]> {
  return (await readTimeline(world.deps, session, world.onlyId(), { limit: 100 })).items;
}

/** The events of changes by version, each with what it led to. */
function changesOf(
  entries: readonly TimelineEntry[],
): Map<number, Map<string, { from: unknown; to: unknown }>> {
  const versions = new Map<number, Map<string, { from: unknown; to: unknown }>>();
  for (const entry of entries) {
    const [, version, event] = /\.~change~(\d+)~([a-z]+)$/.exec(entry.id) ?? [];
    if (entry.type !== 'event' || event === undefined) continue;
    const facts = versions.get(Number(version)) ?? new Map();
    versions.set(Number(version), facts.set(event, entry.data));
  }
  return new Map([...versions].sort(([a], [b]) => a - b));
}

describe('agents and deliveries at the same time', () => {
  const days = seeds().map((seed) => [seed] as const);

  it(`${days.length} days: head and timeline agree, whatever came when`, async () => {
    for (const [seed] of days) {
      const day = new Day(seed);
      const deliveries = await day.run();
      const entries = await entriesOf(day.world);
      const { preview, unreadCount, lastActivityAt, customer, version } = await viewOf(day.world);
      // Agents' acts change nothing of what deliveries say.
      expect({ seed, preview, unreadCount, lastActivityAt, customer }).toEqual({
        seed,
        ...(await calm(deliveries)),
      });
      expect({ seed, messages: entries.filter(({ type }) => type === 'message').length }).toEqual({
        seed,
        messages: deliveries.length,
      });
      // Each note is there once, with its words.
      const notes = entries.flatMap((entry) => (entry.type === 'note' ? [[entry.id, entry.text]] : []));
      expect({ seed, notes: notes.sort() }).toEqual({ seed, notes: [...day.notes].sort() });
      expect({ seed, order: entries.map(({ id }) => id) }).toEqual({
        seed,
        order: entries
          .map(({ id }) => id)
          .sort()
          .reverse(),
      });
      // Each version but the first has its events, and no event is without its version.
      const changes = changesOf(entries);
      expect({ seed, versions: [...changes.keys()] }).toEqual({
        seed,
        versions: Array.from({ length: version - 1 }, (_, i) => i + 2),
      });
      checkChain(seed, day.world, changes);
      checkStatus(seed, day.world, changes, deliveries);
      expect((await markConversationRead(day.world.deps, session, day.world.onlyId())).unreadCount).toBe(0);
    }
  }, 120_000);
});

/** Each change begins where the one before ended, and the head is where the last one ended. */
function checkChain(seed: number, world: AgentWorld, changes: ReturnType<typeof changesOf>): void {
  const [head] = world.heads();
  for (const [event, start, now] of [
    ['assignment', null, head?.assigneeId],
    ['labels', [], head?.labels],
  ] as const) {
    let current: unknown = start;
    for (const facts of changes.values()) {
      const fact = facts.get(event);
      if (!fact) continue;
      expect({ seed, event, from: fact.from }).toEqual({ seed, event, from: current });
      current = fact.to;
    }
    expect({ seed, event, now }).toEqual({ seed, event, now: current });
  }
}

/** What agents decided last, by the timeline alone; a snooze whose end has come is none. */
function decisionOf(changes: ReturnType<typeof changesOf>, now: number): unknown {
  let decision: unknown = 'open';
  let until: unknown = null;
  for (const facts of changes.values()) {
    const status = facts.get('status');
    if (status) [decision, until] = [status.to, null];
    until = facts.get('snooze')?.to ?? until;
    if (facts.get('snooze')?.to === null) until = null;
  }
  return decision === 'snoozed' && typeof until === 'string' && Date.parse(until) <= now ? 'open' : decision;
}

/** The last decision holds, unless a customer's message came that is newer than what it knew. */
function checkStatus(
  seed: number,
  world: AgentWorld,
  changes: ReturnType<typeof changesOf>,
  deliveries: readonly Delivery[],
): void {
  const [head] = world.heads();
  if (!head) throw new Error('there is no conversation');
  const now = world.clock.now();
  const decision = decisionOf(changes, now);
  const inbound = deliveries.filter(({ direction }) => direction === 'inbound');
  const newest = inbound
    .map(({ sentAt, platformMessageId }) => entryIdOf(sentAt, platformMessageId))
    .sort()
    .at(-1);
  const isBack = (newest ?? '') > (head.decidedUpTo ?? '');
  expect({ seed, status: statusAt(head, now) }).toEqual({ seed, status: isBack ? 'open' : decision });
}

function seeds(): number[] {
  const only = process.env.KAOJAI_SEED;
  return only ? [Number(only)] : Array.from({ length: HISTORIES }, (_, i) => i * 1_000);
}
