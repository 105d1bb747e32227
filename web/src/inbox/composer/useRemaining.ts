import { useTranslation } from 'react-i18next';
import { partsOf } from './reply-window.ts';

/** A length of time in words, the two largest parts: `2 d 3 h`. */
export function useRemaining(): (minutes: number) => string {
  const { t } = useTranslation();
  return (all) => {
    const { days, hours, minutes } = partsOf(all);
    if (days > 0) return t('inbox.window.days', { days, hours });
    if (hours > 0) return t('inbox.window.hours', { hours, minutes });
    return t('inbox.window.minutes', { minutes });
  };
}
