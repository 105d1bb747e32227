/** The field in which answers are written. */
export const COMPOSER_ID = 'inbox-composer';

/** Puts the cursor there, once it is on the screen. */
export function focusComposer(): void {
  requestAnimationFrame(() => document.getElementById(COMPOSER_ID)?.focus());
}
