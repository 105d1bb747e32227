import { UnreadableDelivery } from '../../../domain/errors.ts';
import type { InboundItem } from '../../../domain/inbound.ts';
import type { Json } from '../../../domain/platform.ts';
import { readEach } from '../each.ts';
import {
  arrayField,
  asObject,
  field,
  idField,
  type JsonObject,
  required,
  textField,
  timeField,
} from '../fields.ts';
import { readJson } from '../read-json.ts';
import { type Dialect, ignored } from './dialect.ts';
import { contextOf, type MetaEntry } from './event-context.ts';
import { readEvent } from './parse-event.ts';

/** Objects that carry customers' messages: one at the other's address is an operator's mistake, to be seen. */
const INBOX_OBJECTS = ['page', 'instagram'];

/** The dashboard's "Test" button sends entries of this account. */
const DASHBOARD_TEST_ID = '0';

/**
 * Reads `{"object","entry":[{"id","time","messaging"|"standby"|"changes":[…]}]}`. Entries of several accounts may come in one
 * request, and one account twice.
 * @throws UnreadableDelivery when it is no such thing, or an object that belongs at the other address
 */
export function parseDelivery(dialect: Dialect, body: Buffer): InboundItem[] {
  const root = asObject(readJson(body));
  const object = required(textField(root, 'object'), 'object');
  if (object !== dialect.object) {
    if (INBOX_OBJECTS.includes(object)) throw new UnreadableDelivery(`object is not ${dialect.object}`);
    return [ignored(dialect, 'unknown_object')];
  }
  return readEach(required(arrayField(root, 'entry'), 'entry'), (entry) => readEntry(dialect, entry));
}

function readEntry(dialect: Dialect, entry: JsonObject): InboundItem[] {
  const common: MetaEntry = { id: idField(entry, 'id'), time: timeField(entry, 'time') };
  const reader = (standby: boolean) => (event: JsonObject) =>
    readEvent(contextOf(dialect, common, event, standby));
  const lists = [
    readList(dialect, common, 'messaging', field(entry, 'messaging'), reader(false)),
    readList(dialect, common, 'standby', field(entry, 'standby'), reader(true)),
    readList(dialect, common, 'changes', changesOf(entry), (change) => readChange(dialect, common, change)),
  ].filter((list) => list !== undefined);
  return lists.length === 0 ? [ignored(dialect, 'empty_entry')] : lists.flat();
}

/** Undefined when the entry has no such list. */
function readList(
  dialect: Dialect,
  entry: MetaEntry,
  name: string,
  list: Json | undefined,
  read: (element: JsonObject) => InboundItem[],
): InboundItem[] | undefined {
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) return [{ type: 'unreadable', reason: `${name} is no array` }];
  if (entry.id === DASHBOARD_TEST_ID) return list.map(() => ignored(dialect, 'dashboard_test'));
  return readEach(list, read);
}

/** A sample of Meta's has `field` and `value` on the entry itself. */
function changesOf(entry: JsonObject): Json | undefined {
  const bare = Object.hasOwn(entry, 'field') && Object.hasOwn(entry, 'value');
  return field(entry, 'changes') ?? (bare ? [entry] : undefined);
}

/** Messages come in `messaging`, except from the dashboard's test, which wraps them into a change. */
function readChange(dialect: Dialect, entry: MetaEntry, change: JsonObject): InboundItem[] {
  const name = required(textField(change, 'field'), 'changes.field');
  const value = asObject(field(change, 'value'));
  const isMessaging =
    value !== undefined && (Object.hasOwn(value, 'sender') || Object.hasOwn(value, 'recipient'));
  if (name === 'messages' || isMessaging) return [ignored(dialect, 'dashboard_test')];
  return dialect.readChange({
    accountId: required(entry.id, 'entry.id'),
    field: name,
    value: required(value, 'changes.value'),
    notifiedAt: entry.time,
  });
}
