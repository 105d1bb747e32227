/**
 * What the browser keeps. `preferences` belong to the device and stay; what is `personal` (drafts, what is being sent, the session) lives as long as
 * the tab and is gone after signing out. A browser that keeps nothing is no reason to fail.
 */
export interface Keep {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
  /** Forgets everything of this kind. */
  clear(): void;
}

const PREFIX = 'kaojai.';

/** Language, colours, layout: kept on this device, nothing of anybody. */
export const preferences: Keep = keep(() => localStorage);
/** What is somebody's: kept for this tab only, cleared on signing out. */
export const personal: Keep = keep(() => sessionStorage);

function keep(storage: () => Storage): Keep {
  const orNothing = <T>(use: (store: Storage) => T, otherwise: T): T => {
    try {
      return use(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    get: (name) => orNothing((store) => store.getItem(PREFIX + name), null),
    set: (name, value) => orNothing((store) => store.setItem(PREFIX + name, value), undefined),
    remove: (name) => orNothing((store) => store.removeItem(PREFIX + name), undefined),
    clear: () =>
      orNothing((store) => {
        const names = Array.from({ length: store.length }, (_, i) => store.key(i) ?? '');
        for (const name of names) if (name.startsWith(PREFIX)) store.removeItem(name);
      }, undefined),
  };
}
