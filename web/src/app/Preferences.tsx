import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n/i18n.ts';
import { LANGUAGES, type Language, language } from '../i18n/language.ts';
import { LANGUAGE_NAMES } from './language-names.ts';
import { useObservable } from './observable.ts';
import { KEEP_TRANSITIONS } from './theme.ts';

/** Which language the console speaks. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('shell.language')}
      value={useObservable(language)}
      onChange={(chosen) => void chooseLanguage(chosen as Language)}
      data={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{LANGUAGE_NAMES[value]}</span> }))}
    />
  );
}

/** Light or dark. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme(KEEP_TRANSITIONS);
  return (
    <SegmentedControl
      aria-label={t('shell.theme')}
      value={colorScheme}
      onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}
      data={(['light', 'dark', 'auto'] as const).map((value) => ({
        value,
        label: t(`shell.themes.${value}`),
      }))}
    />
  );
}
