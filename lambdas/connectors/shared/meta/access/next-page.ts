import { idField, type JsonObject, objectField, textField } from '../../fields.ts';

/**
 * The cursor of the next page, or undefined at the end. `paging.next` is an address with the access token in it, so only its cursor is
 * taken.
 */
export function nextCursor(edge: JsonObject | undefined): string | undefined {
  const paging = objectField(edge, 'paging');
  const next = textField(paging, 'next');
  if (next === undefined) return undefined;
  return (
    idField(objectField(paging, 'cursors'), 'after') ??
    URL.parse(next)?.searchParams.get('after') ??
    undefined
  );
}
