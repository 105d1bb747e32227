import { UnreadableDelivery } from '../../domain/errors.ts';
import type { Json, Millis } from '../../domain/platform.ts';

/**
 * Field access on foreign JSON. Everything a connector keeps is picked by name through these, so that no unknown field,
 * no `__proto__` and no unexpected type gets through.
 */
export type JsonObject = { readonly [key: string]: Json };

/** The value as an object, or undefined. */
export function asObject(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** The own field of that name; inherited ones (`constructor`, `__proto__`) do not count. */
export function field(object: JsonObject | undefined, name: string): Json | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectField(object: JsonObject | undefined, name: string): JsonObject | undefined {
  return asObject(field(object, name));
}

/** The elements of an array field, or undefined when it is absent or no array. */
export function arrayField(object: JsonObject | undefined, name: string): readonly Json[] | undefined {
  const value = field(object, name);
  return Array.isArray(value) ? value : undefined;
}

/** The objects of an array field; other elements are left out; absent or no array = empty. */
export function objectsField(object: JsonObject | undefined, name: string): JsonObject[] {
  const value = field(object, name);
  return Array.isArray(value) ? value.map(asObject).filter((o) => o !== undefined) : [];
}

/** A string field as it is; empty strings count. Undefined for any other type. */
export function textField(object: JsonObject | undefined, name: string): string | undefined {
  const value = field(object, name);
  return typeof value === 'string' ? value : undefined;
}

/** An id: a non-empty string, or an integer (platforms mix the two), as a string. */
export function idField(object: JsonObject | undefined, name: string): string | undefined {
  const value = field(object, name);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** A finite number, or a string of digits that stands for one. */
export function numberField(object: JsonObject | undefined, name: string): number | undefined {
  const value = field(object, name);
  const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A number of bytes or the like. */
export function sizeField(object: JsonObject | undefined, name: string): number | undefined {
  const value = numberField(object, name);
  return value !== undefined && value >= 0 ? value : undefined;
}

/** `true`, or the string `"true"` that some platforms send. */
export function isTrue(object: JsonObject | undefined, name: string): boolean {
  const value = field(object, name);
  return value === true || value === 'true';
}

/** The last moment that a JavaScript date holds. */
const LATEST: Millis = 8.64e15;

/**
 * A platform time as milliseconds. Platforms mix seconds and milliseconds, even within one event kind: below 10^11 it is
 * seconds (10^11 s would be the year 5138, 10^11 ms is 1973). What is no moment between 1970 and the end of dates = undefined.
 */
export function timeField(object: JsonObject | undefined, name: string): Millis | undefined {
  const value = numberField(object, name);
  if (value === undefined) return undefined;
  const at = Math.round(value < 1e11 ? value * 1000 : value);
  return at > 0 && at <= LATEST ? at : undefined;
}

/** @throws UnreadableDelivery naming the field when `value` is undefined */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new UnreadableDelivery(`${name} is missing or of another type`);
  return value;
}

/** An object without the fields that are undefined. */
export function defined<T extends object>(object: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as never;
}

/** Picks scalar fields by name into a plain record: strings, finite numbers and booleans. */
export function pick(object: JsonObject | undefined, names: readonly string[]): Record<string, Json> {
  const picked: Record<string, Json> = {};
  for (const name of names) {
    const value = field(object, name);
    if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
      picked[name] = value as Json;
  }
  return picked;
}
