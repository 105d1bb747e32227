import { preferences } from './storage.ts';

/** A key press, as `KeyboardEvent` has it. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** How long after the first key of two the second one counts. */
const SEQUENCE_MS = 1_200;
const SINGLE_OFF = 'singleKeysOff';

/** The press as commands name it: `mod+k`, `shift+ArrowUp`, `?`, `g`. Letters are small; Shift stands only before keys that have a name. */
export function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const plain = key.length === 1 ? key.toLowerCase() : key;
  const letter = /^[a-z]$/.test(plain);
  return [
    ...(ctrlKey || metaKey ? ['mod'] : []),
    ...(altKey ? ['alt'] : []),
    ...(shiftKey && (letter || key.length > 1) ? ['shift'] : []),
    plain,
  ].join('+');
}

/** Remembers the key before, for commands of two keys. */
export class KeySequence {
  #before: { readonly name: string; readonly at: number } | undefined;

  /** What was pressed, the longest first: `g i`, then `i`. Times in milliseconds. */
  press(name: string, at: number): readonly string[] {
    const before = this.#before && at - this.#before.at < SEQUENCE_MS ? this.#before.name : undefined;
    this.#before = { name, at };
    return before ? [`${before} ${name}`, name] : [name];
  }

  /** Forgets the key before: it was used. */
  clear(): void {
    this.#before = undefined;
  }
}

/** Whether keys without Ctrl, Alt or Cmd are taken: some people speak to their computer (WCAG 2.2, 2.1.4). */
export function takesSingleKeys(): boolean {
  return preferences.get(SINGLE_OFF) === null;
}

export function setTakesSingleKeys(takes: boolean): void {
  if (takes) preferences.remove(SINGLE_OFF);
  else preferences.set(SINGLE_OFF, '1');
}

/** Whether a command's keys need no Ctrl, Alt or Cmd. */
export function isSingle(keys: string): boolean {
  return !/\b(mod|alt)\+/.test(keys);
}
