import { connectors } from '../../../../lambdas/connectors/index.ts';
import {
  type ReplyWindow,
  replyWindow,
  type WindowFacts,
  type WindowRule,
} from '../../../../lambdas/domain/reply-window.ts';
import { Rng } from '../../../support/rng.ts';

const HISTORIES = 100_000;
const NOON = 1_790_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What happened in a conversation, oldest first. */
interface Happening {
  readonly at: number;
  readonly what: 'customer' | 'sent' | 'blocked' | 'back' | 'other_app' | 'ours_again';
  /** Of a customer's message: until when its reply token is promised. */
  readonly tokenUntil?: number;
}

/** A platform's rule as its documentation tells it: reads the history word by word, and says state, until when, why not, and what it costs. */
type Reference = (history: readonly Happening[], now: number) => ReplyWindow;

/** Who was there last: blocked, or under another application. */
function hindered(history: readonly Happening[]): ReplyWindow | null {
  let blocked = false;
  let standby = false;
  for (const { what } of history) {
    if (what === 'blocked') blocked = true;
    // Whoever writes can be reached again.
    if (what === 'back' || what === 'customer') blocked = false;
    if (what === 'other_app') standby = true;
    if (what === 'ours_again') standby = false;
  }
  const closed = { state: 'closed', closesAt: null } as const;
  if (blocked) return { ...closed, reason: 'customer_blocked' };
  return standby ? { ...closed, reason: 'other_app_in_control' } : null;
}

const NEVER: ReplyWindow = { state: 'closed', closesAt: null, reason: 'customer_never_wrote' };
const PASSED: ReplyWindow = { state: 'closed', closesAt: null, reason: 'window_passed' };
const ENOUGH: ReplyWindow = { state: 'closed', closesAt: null, reason: 'too_many_unanswered' };
const ALWAYS: ReplyWindow = { state: 'unlimited', closesAt: null };

const lastWords = (history: readonly Happening[]) => history.findLast(({ what }) => what === 'customer')?.at;

/** Messages sent in a row without an answer, as far as `counts` says. */
function inARow(history: readonly Happening[], counts: (silentFor: number) => boolean = () => true): number {
  let count = 0;
  let last: number | undefined;
  for (const { what, at } of history) {
    if (what === 'customer') [count, last] = [0, at];
    if (what === 'sent' && (last === undefined || counts(at - last))) count++;
  }
  return count;
}

/** 24 hours for everybody, 7 days for what a person writes with the tag HUMAN_AGENT. */
const meta: Reference = (history, now) => {
  const last = lastWords(history);
  if (last === undefined) return NEVER;
  if (now - last < DAY) return { state: 'open', closesAt: last + DAY };
  if (now - last >= 7 * DAY) return PASSED;
  return { state: 'human_only', closesAt: last + 7 * DAY, reason: 'window_passed' };
};

/** At any time; free with a reply token that is still promised. */
const line: Reference = (history, now) => {
  if (lastWords(history) === undefined) return NEVER;
  const free = history.some(({ tokenUntil }) => tokenUntil !== undefined && now < tokenUntil);
  return { ...ALWAYS, cost: free ? 'free' : 'paid' };
};

/** The buyer wrote within 7 days, and not five messages in a row; an order may begin it, too. */
const shopee: Reference = (history, now) => {
  if (inARow(history) >= 5) return ENOUGH;
  const last = lastWords(history);
  if (last === undefined) return ALWAYS;
  return now - last < 7 * DAY ? { state: 'open', closesAt: last + 7 * DAY } : PASSED;
};

/** No limit while the buyer answers; after a day of silence at most five. */
const lazada: Reference = (history) => {
  if (lastWords(history) === undefined) return NEVER;
  return inARow(history, (silentFor) => silentFor >= DAY) >= 5 ? ENOUGH : ALWAYS;
};

/** Talked within 30 days; an order opens it, too. */
const tiktokShop: Reference = (history, now) => {
  const last = lastWords(history);
  if (last === undefined) return ALWAYS;
  return now - last < 30 * DAY ? { state: 'open', closesAt: last + 30 * DAY } : PASSED;
};

/** Never first; each message of the user opens 48 hours, in which up to ten go out. */
const tiktokBusiness: Reference = (history, now) => {
  const last = lastWords(history);
  if (last === undefined) return NEVER;
  if (inARow(history) >= 10) return ENOUGH;
  return now - last < 48 * HOUR ? { state: 'open', closesAt: last + 48 * HOUR } : PASSED;
};

const REFERENCES: Readonly<Record<string, Reference>> = {
  'facebook/main': meta,
  'instagram/main': meta,
  'line/main': line,
  'shopee/main': shopee,
  'lazada/main': lazada,
  'tiktok/shop': tiktokShop,
  'tiktok/business': tiktokBusiness,
};

/** Distances between happenings that matter to some rule, and a millisecond beside them. */
const DISTANCES = [0, 1, MINUTE, HOUR, DAY, 48 * HOUR, 7 * DAY, 30 * DAY];

function historyOf(rng: Rng): { history: Happening[]; now: number } {
  const history: Happening[] = [];
  let at = NOON;
  const eager = rng.next();
  for (let i = rng.below(14); i > 0; i--) {
    const what = rng.chance(0.12)
      ? rng.pick(['blocked', 'back', 'other_app', 'ours_again'] as const)
      : rng.chance(eager)
        ? 'customer'
        : 'sent';
    // A customer's act and an answer in one millisecond: the act comes first.
    const least = what === 'customer' ? 1 : 0;
    at += Math.max(least, far(rng));
    const promised = what === 'customer' && rng.chance(0.5);
    history.push({ at, what, ...(promised ? { tokenUntil: at + MINUTE } : {}) });
  }
  return { history, now: at + far(rng) };
}

function far(rng: Rng): number {
  if (rng.chance(0.4)) return rng.below(2 * HOUR);
  return Math.max(0, rng.pick(DISTANCES) + rng.below(3) - 1);
}

/** What the inbox knows of that history. */
function factsOf(history: readonly Happening[], rule: WindowRule): WindowFacts {
  const act = lastWords(history);
  const from = act === undefined ? 0 : act + (rule.unansweredAfterMs ?? 0);
  const latest = (yes: Happening['what'], no: readonly Happening['what'][]) =>
    history.findLast(({ what }) => what === yes || no.includes(what))?.what === yes;
  const tokens = history.flatMap(({ tokenUntil }) => tokenUntil ?? []);
  return {
    unanswered: history.filter(({ what, at }) => what === 'sent' && at >= from).length,
    unreachable: latest('blocked', ['back', 'customer']),
    standby: latest('other_app', ['ours_again']),
    ...(act === undefined ? {} : { lastCustomerActAt: act }),
    ...(tokens.length > 0 ? { replyTokenUntil: Math.max(...tokens) } : {}),
  };
}

const surfaces = connectors.flatMap(({ manifest }) =>
  Object.entries(manifest.replyWindow).map(([surface, rule]) => ({
    name: `${manifest.id}/${surface}`,
    rule,
  })),
);

describe.each(surfaces)('the reply window of $name', ({ name, rule }) => {
  it('is what the documentation says, whatever happened', () => {
    const reference = REFERENCES[name];
    if (!reference) throw new Error(`nobody has written down the rule of ${name}`);
    const rng = new Rng(7);
    const seen = new Set<string>();
    for (let i = 0; i < HISTORIES; i++) {
      const { history, now } = historyOf(rng);
      const wanted = hindered(history) ?? reference(history, now);
      const found = replyWindow(rule, factsOf(history, rule), now);
      if (!isSame(found, wanted)) expect({ history, now, found }).toEqual({ history, now, found: wanted });
      seen.add(wanted.reason ?? wanted.state);
    }
    // The histories reach every answer that this platform has.
    expect([...seen]).toEqual(expect.arrayContaining(['customer_blocked', 'other_app_in_control']));
    expect(seen.size).toBeGreaterThan(3);
  });
});

function isSame(a: ReplyWindow, b: ReplyWindow): boolean {
  return a.state === b.state && a.closesAt === b.closesAt && a.reason === b.reason && a.cost === b.cost;
}
