import { defined, idField, type JsonObject, textField } from '../fields.ts';

/** Our name of a field → Meta's. */
type Names = Readonly<Record<string, string>>;

/** Picks text fields under our names; fields that are absent or of another type are left out. */
export function texts(object: JsonObject | undefined, names: Names): Record<string, string> {
  return picked(names, (name) => textField(object, name));
}

/** Picks ids, which Meta sends as strings or as numbers, as strings. */
export function ids(object: JsonObject | undefined, names: Names): Record<string, string> {
  return picked(names, (name) => idField(object, name));
}

function picked(names: Names, read: (name: string) => string | undefined): Record<string, string> {
  const all = Object.entries(names).map(([ours, theirs]) => [ours, read(theirs)] as const);
  return defined(Object.fromEntries(all)) as Record<string, string>;
}
