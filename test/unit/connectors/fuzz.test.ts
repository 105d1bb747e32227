import { connectors } from '../../../lambdas/connectors/index.ts';
import type { Sample } from '../../../lambdas/connectors/shared/sample-kit.ts';
import { UnreadableDelivery } from '../../../lambdas/domain/errors.ts';
import type { InboundAttachment, InboundItem, Person } from '../../../lambdas/domain/inbound.ts';
import { MESSAGE_KINDS } from '../../../lambdas/domain/timeline.ts';
import type { Connector } from '../../../lambdas/ports/connector.ts';
import { Rng } from '../../support/rng.ts';
import { bodyOf, kitOf, receivedAt, samplesOf, signed } from '../../support/samples.ts';

/** Mutations per connector and surface; KAOJAI_FUZZ raises it. A finding names its seed: KAOJAI_SEED runs that one alone. */
const RUNS = Number(process.env.KAOJAI_FUZZ ?? 2_000);
const ONLY = process.env.KAOJAI_SEED;

const seeds = ONLY ? [Number(ONLY)] : Array.from({ length: RUNS }, (_, i) => i);
const surfaces = connectors.flatMap((connector) =>
  connector.manifest.surfaces.map((surface) => [connector.manifest.id, surface, connector] as const),
);

describe.each(surfaces)('S22: hostile deliveries of %s (%s)', (platform, surface, connector) => {
  const samples = samplesOf(platform).filter(([, sample]) => sample.surface === surface);
  let parts: readonly Tree[];
  beforeAll(() => {
    parts = samples.flatMap(([, sample]) => slotsOf([treeOf(sample) ?? null]).map(({ value }) => value));
  });

  it(
    'F16 F17 F18 F21: are read into well-formed items, or refused as unreadable',
    () => {
      const findings = new Findings();
      for (const seed of seeds) {
        const rng = new Rng(seed);
        const [name, sample] = rng.pick(samples);
        const body = mutated(rng, sample, parts);
        for (const problem of problemsOf(connector, sample, body)) findings.add(problem, seed, name);
      }
      expect(findings.list()).toEqual([]);
    },
    60_000 + RUNS * 2,
  );

  it(
    'S01: are not trusted, whatever stands in their headers',
    async () => {
      const kit = await kitOf(platform);
      const credential = kit.credentials[surface];
      const credentials = credential ? [credential] : [];
      const findings = new Findings();
      for (const seed of seeds) {
        const rng = new Rng(seed);
        const [name, sample] = rng.pick(samples);
        const body = mutated(rng, sample, parts);
        const at = receivedAt(sample);
        const delivery = signed(kit, surface, bodyOf(sample), at);
        const headers = rng.chance(0.5) ? delivery.headers : hostile(rng, delivery.headers);
        try {
          const verdict = connector.verify({ ...delivery, headers, body }, credentials, at);
          const changed = !body.equals(delivery.body);
          if (changed && verdict.kind === 'trusted') findings.add('a changed body is trusted', seed, name);
          connector.verify({ ...delivery, headers, body }, [], rng.pick([at, 0, -1, 8.64e15]));
        } catch (error) {
          findings.add(`verify throws ${nameOf(error)}`, seed, name);
        }
      }
      expect(findings.list()).toEqual([]);
    },
    60_000 + RUNS * 2,
  );
});

describe('the judge of items', () => {
  const good: InboundItem = {
    type: 'message',
    accountId: 'a',
    thread: { kind: 'direct', id: 't' },
    customer: { key: 'k' },
    platformMessageId: 'm',
    direction: 'inbound',
    author: { type: 'customer' },
    kind: 'text',
    text: 'x',
    attachments: [{ kind: 'image', url: 'https://a.example/b' }],
    data: { a: [1, { b: null }] },
    sentAt: 1_773_110_402_000,
  };

  it('finds nothing in a good one, and each thing that is wrong in a bad one', () => {
    expect(faultsOf(good, 'line')).toEqual([]);
    const bad: [object, string][] = [
      [{ accountId: '' }, 'accountId is empty or no string'],
      [{ accountId: 7 }, 'accountId is empty or no string'],
      [{ sentAt: Number.POSITIVE_INFINITY }, 'sentAt is no time'],
      [{ sentAt: 1e17 }, 'sentAt is no time'],
      [{ sentAt: 0 }, 'sentAt is no time'],
      [{ kind: 'toString' }, 'kind is unknown'],
      [{ thread: { kind: 'direct', id: undefined } }, 'thread.id is empty or no string'],
      [{ customer: { key: '' } }, 'customer.key is empty or no string'],
      [{ attachments: [{ kind: 'location' }] }, 'attachment.kind is unknown'],
      [{ attachments: [{ kind: 'image', url: 'javascript:x' }] }, 'attachment.url is not https'],
      [{ data: { a: Number.NaN } }, 'data is not JSON'],
      [{ data: { a: undefined } }, 'data is not JSON'],
      [{ data: { a: 'x'.repeat(100_000) } }, 'data has 100 KB or more'],
      [{ text: undefined }, 'text is neither words nor null'],
    ];
    for (const [change, fault] of bad)
      expect(faultsOf({ ...good, ...change } as InboundItem, 'line')).toEqual([fault]);
    expect(faultsOf({ type: 'unreadable', reason: 'the parser failed: TypeError' }, 'line')).toHaveLength(1);
    expect(faultsOf({ type: 'unreadable', reason: `${CANARY} is odd` }, 'line')).toHaveLength(1);
    expect(faultsOf({ type: 'ignored', rule: 'line.Unknown' }, 'line')).toHaveLength(1);
  });
});

/** Problems with the first seed that shows each. */
class Findings {
  readonly #found = new Map<string, string>();

  add(problem: string, seed: number, sample: string): void {
    if (!this.#found.has(problem)) this.#found.set(problem, `seed ${seed}, ${sample}`);
  }

  list(): string[] {
    return [...this.#found].map(([problem, example]) => `${problem}: ${example}`);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 80)}` : typeof error;
}

/** Stands for what a person wrote; no reason or rule may repeat it. */
const CANARY = 'canary';

function problemsOf(connector: Connector, sample: Sample, body: Buffer): string[] {
  try {
    const items = connector.parse({ surface: sample.surface, body, receivedAt: receivedAt(sample) });
    return items.flatMap((item) =>
      faultsOf(item, connector.manifest.id).map((fault) => `${item.type}: ${fault}`),
    );
  } catch (error) {
    if (!(error instanceof UnreadableDelivery)) return [`parse throws ${nameOf(error)}`];
    return error.message.includes(CANARY) ? ['the refusal quotes the body'] : [];
  }
}

const ATTACHMENT_KINDS = ['image', 'video', 'audio', 'file', 'sticker'];
const SIGNALS = [
  'authorized',
  'revoked',
  'expiring',
  'suspended',
  'resumed',
  'sending_blocked',
  'sending_unblocked',
  'policy_warning',
];

/** What is not as the inbox needs it. */
function faultsOf(item: InboundItem, platform: string): string[] {
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  const id = (value: unknown, name: string) =>
    must(typeof value === 'string' && value !== '', `${name} is empty or no string`);
  const among = (value: unknown, allowed: readonly string[], name: string) =>
    must(allowed.includes(String(value)), `${name} is unknown`);
  const time = (value: unknown, name: string) => must(isTime(value), `${name} is no time`);
  const person = (value: Person | null, name = 'customer') => value !== null && id(value.key, `${name}.key`);
  const facts = (data: unknown) => {
    if (!isJson(data)) return must(false, 'data is not JSON');
    must(Buffer.byteLength(JSON.stringify(data)) < 100_000, 'data has 100 KB or more');
  };
  const file = ({ kind, url, size }: InboundAttachment) => {
    among(kind, ATTACHMENT_KINDS, 'attachment.kind');
    must(url === undefined || /^https:\/\/./i.test(url), 'attachment.url is not https');
    must(size === undefined || (Number.isFinite(size) && size >= 0), 'attachment.size is no size');
  };
  if (item.type === 'ignored') {
    must(new RegExp(`^${platform}\\.[a-z0-9_]+$`).test(item.rule), 'rule is not platform.rule');
    return faults;
  }
  if (item.type === 'unreadable') {
    must(!item.reason.startsWith('the parser failed'), item.reason);
    must(!item.reason.includes(CANARY) && item.reason.length < 300, 'reason quotes the body');
    return faults;
  }
  id(item.accountId, 'accountId');
  if (item.type === 'connection') {
    among(item.signal, SIGNALS, 'signal');
    time(item.at, 'at');
    facts(item.data);
    return faults;
  }
  among(item.thread.kind, ['direct', 'group', 'room', 'comment'], 'thread.kind');
  id(item.thread.id, 'thread.id');
  person(item.customer);
  switch (item.type) {
    case 'message':
      id(item.platformMessageId, 'platformMessageId');
      among(item.direction, ['inbound', 'outbound'], 'direction');
      among(item.author.type, ['customer', 'agent', 'bot', 'external'], 'author.type');
      among(item.kind, MESSAGE_KINDS, 'kind');
      must(item.text === null || typeof item.text === 'string', 'text is neither words nor null');
      item.attachments.forEach(file);
      facts(item.data);
      time(item.sentAt, 'sentAt');
      if (item.replyToken) time(item.replyToken.until, 'replyToken.until');
      if (item.counterpart) person(item.counterpart, 'counterpart');
      break;
    case 'event':
      must(/^[a-z][a-z0-9_]*$/.test(item.event), 'event is no name');
      id(item.eventId, 'eventId');
      among(item.weight, ['quiet', 'notice', 'action'], 'weight');
      facts(item.data);
      time(item.at, 'at');
      break;
    case 'edit':
      id(item.platformMessageId, 'platformMessageId');
      must(typeof item.text === 'string', 'text is no string');
      must(Number.isFinite(item.order), 'order is no number');
      time(item.at, 'at');
      if (item.original) faults.push(...faultsOf(item.original, platform).map((f) => `original.${f}`));
      break;
    case 'unsend':
      id(item.platformMessageId, 'platformMessageId');
      time(item.at, 'at');
      break;
    case 'reaction':
      id(item.platformMessageId, 'platformMessageId');
      id(item.by, 'by');
      must(item.emoji === null || (typeof item.emoji === 'string' && item.emoji !== ''), 'emoji is empty');
      time(item.at, 'at');
      break;
    case 'receipt':
      among(item.state, ['delivered', 'read'], 'state');
      must(item.upTo !== undefined || item.platformMessageId !== undefined, 'neither time nor message');
      if (item.upTo !== undefined) time(item.upTo, 'upTo');
  }
  return faults;
}

/** Positive whole milliseconds that a Date can hold. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= 8.64e15;
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).every(isJson)
  );
}

/** JSON that may be more than JavaScript can hold: pairs with equal keys, numbers of any length, JSON inside strings. */
type Tree = null | boolean | number | string | Tree[] | Pairs | Verbatim | Embedded;

class Pairs {
  readonly pairs: [key: string, value: Tree][];

  constructor(pairs: [string, Tree][]) {
    this.pairs = pairs;
  }
}

class Verbatim {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

class Embedded {
  value: Tree;

  constructor(value: Tree) {
    this.value = value;
  }
}

function treeOf(sample: Sample): Tree | undefined {
  return parsed(bodyOf(sample).toString());
}

function parsed(text: string): Tree | undefined {
  try {
    return toTree(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function toTree(value: unknown): Tree {
  if (Array.isArray(value)) return value.map(toTree);
  if (typeof value === 'object' && value !== null)
    return new Pairs(Object.entries(value).map(([key, part]) => [key, toTree(part)]));
  const inner = typeof value === 'string' && /^[[{]/.test(value) ? parsed(value) : undefined;
  return inner === undefined ? (value as Tree) : new Embedded(inner);
}

function write(tree: Tree): string {
  if (tree instanceof Verbatim) return tree.text;
  if (tree instanceof Embedded) return JSON.stringify(write(tree.value));
  if (Array.isArray(tree)) return `[${tree.map(write).join()}]`;
  if (tree instanceof Pairs)
    return `{${tree.pairs.map(([key, value]) => `${JSON.stringify(key)}:${write(value)}`).join()}}`;
  return JSON.stringify(tree);
}

function copy(tree: Tree): Tree {
  if (Array.isArray(tree)) return tree.map(copy);
  if (tree instanceof Pairs) return new Pairs(tree.pairs.map(([key, value]) => [key, copy(value)]));
  return tree instanceof Embedded ? new Embedded(copy(tree.value)) : tree;
}

/** A place in a tree: what stands there, and how to change it. */
interface Slot {
  readonly value: Tree;
  set(value: Tree): void;
  remove(): void;
  repeat(value: Tree): void;
  rename(key: string): void;
}

const nothing = () => {};

function slotsOf(tree: Tree): Slot[] {
  const below = (value: Tree, slot: Slot): Slot[] => [slot, ...slotsOf(value)];
  if (tree instanceof Embedded) return slotsOf(tree.value);
  if (tree instanceof Pairs)
    return tree.pairs.flatMap((pair) =>
      below(pair[1], {
        value: pair[1],
        set: (value) => void pair.splice(1, 1, value),
        remove: () => void tree.pairs.splice(tree.pairs.indexOf(pair), 1),
        repeat: (value) => void tree.pairs.push([pair[0], value]),
        rename: (key) => void pair.splice(0, 1, key),
      }),
    );
  if (!Array.isArray(tree)) return [];
  return tree.flatMap((value, i) =>
    below(value, {
      value,
      set: (other) => void tree.splice(i, 1, other),
      remove: () => void tree.splice(i, 1),
      repeat: (other) => void tree.push(...Array.from({ length: 20 }, () => other)),
      rename: nothing,
    }),
  );
}

const LONG = 'ยาว'.repeat(30_000);
const HOSTILE: readonly Tree[] = [
  ...[null, true, false, 0, -1, 0.0004, 1e-7, 1e21, 8.64e15, 8.64e15 + 2, 2 ** 53],
  ...['-0', '1e999', '-1e999', '1e-999', '9007199254740993', '1773110402000000000', '9'.repeat(400)].map(
    (number) => new Verbatim(number),
  ),
  ...['', ' ', '0', '-1', '1.5', 'null', 'true', 'NaN', 'Infinity', '1e999', '9'.repeat(400), '1773110402'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', CANARY, `${CANARY} ก็ 😊`],
  ...['\ud800', 'a\udc00b', '\ufffe\uffff\u0000', '\u202eevil', 'e\u0301', 'a\u200d'],
  ...[
    'javascript:alert(1)',
    'http://169.254.169.254/',
    '//host/x',
    'https://',
    'https://a/%ff%00.png',
    '../..',
  ],
  ...[
    '{"a":',
    '[1',
    '{"__proto__":{"a":1}}',
    '[[[[]]]]',
    'shop id '.repeat(500),
    '(((((((((((((((((((((((((',
  ],
  [],
  [null],
  [[]],
  new Pairs([]),
  new Pairs([['__proto__', new Pairs([['accountId', CANARY]])]]),
  new Pairs([['id', new Pairs([])]]),
  new Verbatim('['.repeat(20) + ']'.repeat(20)),
  new Verbatim('['.repeat(70) + ']'.repeat(70)),
  new Verbatim(`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`),
];
const KEYS = ['__proto__', 'constructor', 'toString', '', 'id', 'type', 'length', CANARY];

function mutated(rng: Rng, sample: Sample, parts: readonly Tree[]): Buffer {
  const tree = treeOf(sample);
  if (tree === undefined || rng.chance(0.2)) return damaged(rng, bodyOf(sample));
  const root: Tree[] = [copy(tree)];
  for (let i = rng.below(4); i >= 0; i--) {
    const slots = slotsOf(root);
    if (slots.length > 0) operate(rng, rng.pick(slots), slots, parts);
  }
  const body = Buffer.from(root.length === 1 ? write(root[0] as Tree) : write(root));
  return rng.chance(0.1) ? damaged(rng, body) : body;
}

function operate(rng: Rng, slot: Slot, slots: readonly Slot[], parts: readonly Tree[]): void {
  const elsewhere = () => copy(rng.chance(0.5) ? rng.pick(slots).value : rng.pick(parts));
  const operations: readonly (() => void)[] = [
    () => slot.remove(),
    () => slot.repeat(copy(slot.value)),
    () => slot.repeat(copy(rng.pick(HOSTILE))),
    () => slot.set(copy(rng.pick(HOSTILE))),
    () => slot.set(copy(rng.pick(HOSTILE))),
    () => slot.set([slot.value]),
    () => slot.set(new Pairs([[rng.pick(KEYS), slot.value]])),
    () => slot.set(new Embedded(slot.value)),
    () => slot.set(elsewhere()),
    () => slot.rename(rng.pick(KEYS)),
    () => typeof slot.value === 'number' && slot.set(slot.value * rng.pick([-1, 0.001, 1_000, 1e6, 1e300])),
    () => typeof slot.value === 'string' && slot.set(rng.chance(0.1) ? LONG : `${slot.value}${CANARY}`),
  ];
  rng.pick(operations)();
}

/** Bytes changed, taken out, doubled or put in, or the end cut off. */
function damaged(rng: Rng, body: Buffer): Buffer {
  const at = rng.below(body.length + 1);
  const to = Math.min(body.length, at + 1 + rng.below(16));
  const foreign = Buffer.from([
    rng.below(256),
    ...rng.pick([[], [0xff, 0xfe], [0xed, 0xa0, 0x80], [0, 0x22]]),
  ]);
  const [before, part, rest] = [body.subarray(0, at), body.subarray(at, to), body.subarray(to)];
  const flipped = Buffer.from(part).map((byte) => byte ^ (1 << rng.below(8)));
  return Buffer.concat(
    rng.pick([
      [before, flipped, rest],
      [before, foreign, rest],
      [before, rest],
      [before, part, part, rest],
      [before, foreign, part, rest],
      [before],
    ]),
  );
}

type Headers = Readonly<Record<string, string | undefined>>;

/** The signature's headers changed, missing, or something else altogether. */
function hostile(rng: Rng, headers: Headers): Headers {
  const change = (value = ''): string | undefined =>
    rng.chance(0.05)
      ? undefined
      : rng.pick([
          '',
          ' ',
          value.toUpperCase(),
          ` ${value}`,
          `${value},${value}`,
          value.slice(0, -1),
          `${value}0`,
          damaged(rng, Buffer.from(value)).toString('latin1'),
          'é'.repeat(64),
          '\u0000',
          '='.repeat(1_000),
          'a'.repeat(100_000),
          `sha256=${'f'.repeat(63)}`,
          `t=${'9'.repeat(400)},s=${'0'.repeat(64)}`,
          't=,s=',
          't=1,t=1,s=1',
          ',,,=,=',
          '__proto__',
        ]);
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value)]));
}
