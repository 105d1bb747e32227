import { type JsonObject, textField } from '../fields.ts';

/** An https address of a file, byte for byte: its signature is in the query. */
export function fileUrl(object: JsonObject | undefined, name: string): string | undefined {
  const url = textField(object, name);
  return url !== undefined && /^https:\/\/[^/]/i.test(url) ? url : undefined;
}

/** An address to show as a link: http or https, never `javascript:` or `data:`. */
export function webUrl(object: JsonObject | undefined, name: string): string | undefined {
  const url = textField(object, name);
  return url !== undefined && /^https?:\/\/[^/]/i.test(url) ? url : undefined;
}

/**
 * Messenger names a file nowhere but in its address, Instagram not at all. Undefined unless the last segment is a plain name
 * with an extension.
 */
export function fileNameIn(url: string): string | undefined {
  const segment = /^https:\/\/[^/?#]+\/(?:[^?#]*\/)?([^/?#]+)/i.exec(url)?.[1];
  try {
    const name = segment === undefined ? undefined : decodeURIComponent(segment);
    return name !== undefined && /^[^\p{Cc}/\\]{1,240}\.[A-Za-z0-9]{1,10}$/u.test(name) ? name : undefined;
  } catch {
    // Not percent-encoded UTF-8: no name then.
    return undefined;
  }
}
