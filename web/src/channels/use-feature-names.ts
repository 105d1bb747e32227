import { useTranslation } from 'react-i18next';
import { language } from '../i18n/language.ts';
import { localeOf } from '../i18n/time.ts';
import { FEATURES } from './ways.ts';

/** `Messages, comments and products`, in the reader's language. */
export function useFeatureNames(features: readonly string[]): string {
  const { t } = useTranslation();
  const names = FEATURES.filter((feature) => features.includes(feature)).map((feature) =>
    t(`channels.features.${feature}`),
  );
  return new Intl.ListFormat(localeOf(language.get())).format(names);
}
