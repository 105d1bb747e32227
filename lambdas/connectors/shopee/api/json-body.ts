import type { Json } from '../../../domain/platform.ts';

/**
 * JSON in which ids are integers, as Shopee takes them, written from their digits: ids of conversations do not fit into a JavaScript
 * number.
 */
export function jsonBody(
  ids: Readonly<Record<string, string | readonly string[]>>,
  fields: Readonly<Record<string, Json>> = {},
): string {
  const members = [
    ...Object.entries(fields).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`),
    ...Object.entries(ids).map(([name, id]) => `${JSON.stringify(name)}:${integers(id)}`),
  ];
  return `{${members.join(',')}}`;
}

function integers(id: string | readonly string[]): string {
  return typeof id === 'string' ? integer(id) : `[${id.map(integer).join(',')}]`;
}

/** @throws RangeError for what is no integer: it would change what the JSON says */
function integer(id: string): string {
  if (!/^(?:0|[1-9]\d{0,19})$/.test(id)) throw new RangeError('an id is no integer');
  return id;
}
