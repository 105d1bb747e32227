import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from './en.ts';
import { type Language, language, languageOf, rememberedLanguage, rememberLanguage } from './language.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** Texts come with the language, each a file of its own: nobody loads one that is not read. */
const TEXTS: Readonly<Record<Language, () => Promise<{ default: object }>>> = {
  th: () => import('./th.ts'),
  en: () => import('./en.ts'),
};

/** Begins with the language of this device. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    resources: {},
    // React escapes whatever it shows.
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await show(rememberedLanguage() ?? languageOf(navigator.languages));
}

/** Shows the console in a language and remembers it on this device. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  rememberLanguage(chosen);
  await show(chosen);
}

async function show(chosen: Language): Promise<void> {
  if (!i18next.hasResourceBundle(chosen, 'translation'))
    i18next.addResourceBundle(chosen, 'translation', (await TEXTS[chosen]()).default);
  language.set(chosen);
  document.documentElement.lang = chosen;
  await i18next.changeLanguage(chosen);
}
