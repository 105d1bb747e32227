import type { ItemKind, TableName } from '../domain/data-inventory.ts';
import { connectionKeys, inboxKeys, type Key, ledgerKeys, subjectKeyKeys } from './keys.ts';

const ANY = '*';

/** What the keys of each kind of item look like: `*` stands for an id. The names are those of the data inventory. */
export const KEY_SHAPES: { readonly [T in TableName]: Readonly<Record<ItemKind<T>, Key>> } = {
  Inbox: {
    head: inboxKeys.head(ANY, ANY),
    entry: inboxKeys.entry(ANY, ANY, ANY),
    mark: inboxKeys.mark(ANY, ANY, ANY),
    receipts: inboxKeys.receipts(ANY, ANY),
    'sent name': inboxKeys.sent(ANY, ANY, ANY),
    file: { pk: inboxKeys.conversation(ANY, ANY), sk: `${inboxKeys.filesOf(ANY)}${ANY}` },
    attachment: inboxKeys.attachment(ANY, ANY),
    upload: inboxKeys.upload(ANY, ANY),
    customer: inboxKeys.customer(ANY, ANY, ANY),
    workspace: inboxKeys.workspace(ANY),
    member: inboxKeys.member(ANY, ANY),
    membership: inboxKeys.membership(ANY),
    'parked delivery': inboxKeys.parked(ANY, ANY),
    'retention settings': inboxKeys.retention(ANY),
    'canned reply': inboxKeys.reply(ANY, ANY),
    'saved view': inboxKeys.view(ANY, ANY),
    'ending conversation': inboxKeys.ending(ANY, ANY, ANY),
    sweep: inboxKeys.sweep(ANY),
    socket: inboxKeys.socket(ANY, ANY),
    ticket: inboxKeys.ticket(ANY),
  },
  Connections: {
    connection: connectionKeys.connection(ANY, ANY),
    authorization: connectionKeys.authorization(ANY, ANY),
    choice: connectionKeys.choice(ANY, ANY, ANY),
    history: connectionKeys.history(ANY, ANY),
    consent: connectionKeys.consent(ANY),
    account: connectionKeys.account(ANY, ANY),
    link: connectionKeys.link(ANY, ANY, ANY),
    credential: connectionKeys.credential(ANY, ANY, ANY, ANY),
    'transit key': connectionKeys.transit(ANY),
  },
  SubjectKeys: {
    'workspace key': subjectKeyKeys.workspace(ANY),
    salt: subjectKeyKeys.salt(ANY, ANY),
  },
  Ledger: {
    'audit event': { pk: ledgerKeys.audit(ANY), sk: ANY },
    'consent record': ledgerKeys.record(ANY, 'CONSENTS', ANY, ANY),
    disclosure: ledgerKeys.record(ANY, 'DISCLOSURES', ANY, ANY),
    'support access': ledgerKeys.record(ANY, 'SUPPORT', ANY, ANY),
    'privacy request': ledgerKeys.privacyRequest(ANY, ANY, ANY),
    certificate: ledgerKeys.certificate(ANY, ANY),
    code: ledgerKeys.privacyCode(ANY, ANY),
    hold: ledgerKeys.hold(ANY, ANY, ANY),
    'request time': ledgerKeys.privacyRequestTime(ANY, ANY),
    case: ledgerKeys.privacyCase(ANY),
    'case request': ledgerKeys.caseRequest(ANY, ANY, ANY),
    'latest case': ledgerKeys.latestCase(ANY),
    'remembered connection': ledgerKeys.remembered(ANY, ANY, ANY),
    'public request': ledgerKeys.publicRequest(ANY, ANY),
    visits: ledgerKeys.visits(ANY, ANY),
    incident: ledgerKeys.incident(ANY, ANY),
  },
};

interface Shape {
  readonly kind: string;
  readonly pk: RegExp;
  readonly sk: RegExp;
}

const SHAPES: { readonly [T in TableName]: readonly Shape[] } = {
  Inbox: shapesOf(KEY_SHAPES.Inbox),
  Connections: shapesOf(KEY_SHAPES.Connections),
  SubjectKeys: shapesOf(KEY_SHAPES.SubjectKeys),
  Ledger: shapesOf(KEY_SHAPES.Ledger),
};

/** The kind of an item by its key; null: the data inventory does not know such items, and nobody may store one. */
export function itemKindOf<T extends TableName>(table: T, pk: string, sk: string): ItemKind<T> | null {
  const shape = SHAPES[table].find((each) => each.pk.test(pk) && each.sk.test(sk));
  return (shape?.kind ?? null) as ItemKind<T> | null;
}

/** The longest first: `P#_#print` is not a case's code. */
function shapesOf(kinds: Readonly<Record<string, Key>>): readonly Shape[] {
  return Object.entries(kinds)
    .sort(([, a], [, b]) => partsOf(b) - partsOf(a))
    .map(([kind, { pk, sk }]) => ({ kind, pk: shapeOf(pk), sk: shapeOf(sk) }));
}

function partsOf({ pk }: Key): number {
  return pk.split('#').length;
}

/** An id has no `#` but at the end of a key, where whatever a platform names may stand. */
function shapeOf(key: string): RegExp {
  const parts = key.split('#').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const last = parts.length - 1;
  return new RegExp(`^${parts.map((part, i) => part.replace('*', i === last ? '.+' : '[^#]+')).join('#')}$`);
}
