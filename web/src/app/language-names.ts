import type { Language } from '../i18n/language.ts';

/** Each language by its own name, which its readers know: not translated. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { th: 'ไทย', en: 'English' };
