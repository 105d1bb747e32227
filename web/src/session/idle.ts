import { session } from './session.ts';

/** As long as nobody touches the console for this long, nobody is taken to sit there: a working day. */
export const IDLE_MS = 12 * 60 * 60_000;
const LOOK_EVERY_MS = 60_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Whether the console has been left alone for too long. */
export function isIdle(lastTouched: number, now: number): boolean {
  return now - lastTouched >= IDLE_MS;
}

/** Signs out when the console is left alone; a machine that slept is looked at as soon as it wakes. */
export function watchIdle(): void {
  let touched = Date.now();
  const look = () => {
    if (session.state.get().kind === 'signedIn' && isIdle(touched, Date.now())) void session.signOut('idle');
  };
  for (const sign of SIGNS)
    addEventListener(
      sign,
      () => {
        look();
        touched = Date.now();
      },
      { passive: true, capture: true },
    );
  document.addEventListener('visibilitychange', look);
  setInterval(look, LOOK_EVERY_MS);
}
