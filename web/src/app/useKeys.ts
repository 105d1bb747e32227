import { useEffect } from 'react';
import { allCommands, type Command } from './commands.ts';
import { isSingle, KeySequence, nameOf, takesSingleKeys } from './keys.ts';

/** Runs commands by their keys. Used once, by the shell. */
export function useKeys(): void {
  useEffect(() => {
    const sequence = new KeySequence();
    const onKey = (event: KeyboardEvent) => {
      // Thai and other input methods take keys of their own.
      if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
      const typing = isTyping(event.target);
      const pressed = sequence.press(nameOf(event), performance.now());
      const command = commandFor(pressed, { typing, inDialog: isInDialog(event.target) });
      if (!command) return;
      sequence.clear();
      event.preventDefault();
      command.run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

interface Moment {
  readonly typing: boolean;
  readonly inDialog: boolean;
}

function commandFor(pressed: readonly string[], { typing, inDialog }: Moment): Command | undefined {
  const possible = allCommands()
    .filter(({ keys, whileTyping }) => keys !== undefined && (!typing || whileTyping))
    .filter(({ keys = '' }) => !isSingle(keys) || (takesSingleKeys() && !inDialog))
    .toReversed();
  return pressed.map((name) => possible.find(({ keys }) => keys === name)).find((one) => one !== undefined);
}

function isModifier(key: string): boolean {
  return ['Control', 'Shift', 'Alt', 'Meta'].includes(key);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role="textbox"]');
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}
