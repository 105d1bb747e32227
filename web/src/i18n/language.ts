import { Observable } from '../app/observable.ts';
import { preferences } from '../app/storage.ts';

/** The languages of the console. */
export const LANGUAGES = ['th', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const REMEMBERED = 'language';

/** The reader's language: as chosen on this device, else as the browser asks for, else Thai. */
export const language = new Observable<Language>('th');

/** What was chosen on this device; null = nothing yet, and the workspace's language holds once it is known. */
export function rememberedLanguage(): Language | null {
  return LANGUAGES.find((one) => one === preferences.get(REMEMBERED)) ?? null;
}

/** The first of the browser's languages that the console has; Thai if it has none of them. */
export function languageOf(wanted: readonly string[]): Language {
  const bases = wanted.map((tag) => tag.toLowerCase().split('-')[0]);
  return bases.map((base) => LANGUAGES.find((one) => one === base)).find((one) => one !== undefined) ?? 'th';
}

/** Remembers the choice on this device. */
export function rememberLanguage(chosen: Language): void {
  preferences.set(REMEMBERED, chosen);
}
