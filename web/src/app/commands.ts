import { useEffect, useRef } from 'react';
import { Observable } from './observable.ts';

/** Something to do from the command bar or by keys. Pages add theirs while they are shown. */
export interface Command {
  /** Of its own: `inbox.close`. */
  readonly id: string;
  readonly label: string;
  readonly group: 'go' | 'view' | 'help' | 'account' | 'inbox';
  /** Keys: `mod+k` (Ctrl, or Cmd on a Mac), `shift+e`, `?`, or one after the other `g i`. */
  readonly keys?: string;
  /** Not in the command bar, such as moving in a list. */
  readonly keysOnly?: boolean;
  /** Whether the keys also count while somebody types; only sensible with `mod`. */
  readonly whileTyping?: boolean;
  readonly run: () => void;
}

const registered = new Observable<readonly (readonly Command[])[]>([]);

/** All commands of the moment; of two with the same keys, the one that came last counts. */
export function allCommands(): readonly Command[] {
  return registered.get().flat();
}

/** The same, to follow. */
export const commandLists = registered;

/** Offers commands as long as the component is shown. Their functions may change at each rendering; list and labels are taken by value. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const shape = JSON.stringify(commands);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shape says whether the list is another one.
  useEffect(() => {
    const list = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find(({ id }) => id === command.id)?.run(),
    }));
    registered.set([...registered.get(), list]);
    return () => registered.set(registered.get().filter((one) => one !== list));
  }, [shape]);
}
