import { RETENTION_RULES } from '../../../../lambdas/domain/data-inventory/retention-rules.ts';
import { CATEGORIES, SUBJECTS } from '../../../../lambdas/domain/data-inventory/vocabulary.ts';
import {
  attributeSpec,
  erasedWith,
  exportName,
  FINDERS,
  itemSpec,
  kindsOf,
  MEDIA,
  STORES,
  subjectOf,
  TABLES,
  type TableName,
} from '../../../../lambdas/domain/data-inventory.ts';
import { PURPOSE_NAMES } from '../../../../lambdas/domain/purpose.ts';
import { purposesOfSealed } from '../../../../lambdas/domain/sealed-purposes.ts';
import { itemKindOf, KEY_SHAPES } from '../../../../lambdas/store/item-kinds.ts';
import * as keys from '../../../../lambdas/store/keys.ts';

const TABLE_NAMES = Object.keys(TABLES) as TableName[];
const ALL = TABLE_NAMES.flatMap((table) =>
  Object.keys(TABLES[table]).map((kind) => ({ table, kind, spec: itemSpec(table, kind) })),
);

describe('the data inventory', () => {
  it('says of every attribute what it is, how it goes, and whether it is exported', () => {
    for (const { table, kind, spec } of ALL) {
      expect(spec?.retention && spec.retention in RETENTION_RULES).toBe(true);
      for (const path of ['pk', 'sk', ...Object.keys(spec?.attributes ?? {})]) {
        const attribute = attributeSpec(table, kind, path);
        expect(attribute?.says).toMatch(/./);
        expect(Object.keys(CATEGORIES)).toContain(attribute?.category);
        expect(Object.keys(SUBJECTS)).toContain(subjectOf(table, kind, path));
        expect(erasedWith(table, kind, path)).not.toBeNull();
      }
    }
  });

  it('CPD-2: has a purpose of the closed list for every kind of item, folder and store', () => {
    const specs = [...ALL.map(({ spec }) => spec), ...Object.values(MEDIA), ...Object.values(STORES)];
    for (const spec of specs) {
      expect(spec?.purposes.length).toBeGreaterThan(0);
      for (const purpose of spec?.purposes ?? []) expect(Object.keys(PURPOSE_NAMES)).toContain(purpose);
    }
  });

  it('lets nothing that a person wrote or is called lie in the clear for longer than a quarter of an hour', () => {
    const open = ALL.flatMap(({ table, kind, spec }) =>
      Object.entries(spec?.attributes ?? {})
        .filter(([, { category, sealed }]) => /content|identity|contact/.test(category) && sealed === 'no')
        .filter(([path]) => ['customer', 'member'].includes(subjectOf(table, kind, path) ?? ''))
        .map(([path]) => `${table} ${kind} ${path}`),
    );
    // Labels are the merchant's own words about a conversation, and are searched by.
    expect(open).toEqual(['Inbox head lb']);
  });

  it('seals every credential by KMS, but the salt, which is the seal itself, and the digest of a code', () => {
    const bare = ALL.flatMap(({ table, kind, spec }) =>
      Object.entries(spec?.attributes ?? {})
        .filter(([, { category, sealed }]) => /credential|key$/.test(category) && sealed === 'no')
        .map(([path]) => `${table} ${kind} ${path}`),
    );
    expect(bare).toEqual(['SubjectKeys salt salt', 'Ledger code digest']);
  });

  it('never exports a credential', () => {
    for (const { table, kind, spec } of ALL)
      for (const [path, { category }] of Object.entries(spec?.attributes ?? {}))
        if (category === 'credential' || category === 'key') expect(exportName(table, kind, path)).toBeNull();
  });

  it('keeps nothing of an erased customer but ids, moments and decisions', () => {
    const held = ALL.flatMap(({ table, kind, spec }) =>
      Object.keys(spec?.attributes ?? {})
        .filter((path) => subjectOf(table, kind, path) === 'customer')
        .filter((path) => erasedWith(table, kind, path)?.with === 'kept')
        .map((path) => attributeSpec(table, kind, path)?.category),
    );
    expect(new Set(held)).toEqual(new Set(['reference', 'record', 'usage', 'technical']));
  });

  it('tells for each scope which kinds of items there are, and how they are found', () => {
    const kinds = kindsOf('Inbox', 'customer');
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'head',
      'entry',
      'mark',
      'receipts',
      'sent name',
      'file',
      'attachment',
      'customer',
      'parked delivery',
    ]);
    for (const { finder } of kinds) expect(FINDERS[finder]).toMatch(/./);
    expect(kindsOf('Connections', 'customer')).toEqual([]);
  });

  it('says what sealed values may be opened for, by whose record they are', () => {
    expect(purposesOfSealed('member/u_1')).not.toContain('inbox');
    expect(purposesOfSealed('privacy/r_1')).toEqual(['privacy_request']);
    expect(purposesOfSealed('a_conversation/head')).toContain('support');
    expect(purposesOfSealed('a_conversation/head')).not.toContain('administration');
  });

  it('finds no entry for what nobody has thought of', () => {
    expect(attributeSpec('Inbox', 'head', 'mood')).toBeNull();
    expect(attributeSpec('Inbox', 'head', 'nm.age')).toBeNull();
    expect(attributeSpec('Inbox', 'dream', 'x')).toBeNull();
    expect(attributeSpec('Inbox', 'head', 'toString')).toBeNull();
    expect(itemKindOf('Inbox', 'W#ws_1#X#1', 'HEAD')).toBeNull();
  });
});

/** An id like any other, but for the function that takes a kind of record there. */
const [CONSENTS] = keys.RECORD_KINDS;

describe('keys', () => {
  it.each(TABLE_NAMES)('of %s lead each to its own kind', (table) => {
    for (const [kind, { pk, sk }] of Object.entries(KEY_SHAPES[table]))
      expect(itemKindOf(table, pk.replaceAll('*', 'an-id'), sk.replaceAll('*', 'an-id'))).toBe(kind);
  });

  it('every function that makes a key makes one that the inventory knows', () => {
    const families = [
      ['Inbox', keys.inboxKeys],
      ['Connections', keys.connectionKeys],
      ['SubjectKeys', keys.subjectKeyKeys],
      ['Ledger', keys.ledgerKeys],
    ] as const;
    for (const [table, family] of families)
      for (const [name, make] of Object.entries(family)) {
        const made: unknown = (make as (...ids: string[]) => unknown)('a', CONSENTS, 'c', 'd');
        if (typeof made !== 'object' || made === null) continue;
        const { pk, sk } = made as keys.Key;
        expect([name, itemKindOf(table, pk, sk)]).not.toEqual([name, null]);
      }
  });

  it('every folder of the media bucket has an entry', () => {
    const folders = Object.values(keys).filter((value) => typeof value === 'string' && value.endsWith('/'));
    expect(folders.map((folder) => String(folder).slice(0, -1)).sort()).toEqual(Object.keys(MEDIA).sort());
  });
});
