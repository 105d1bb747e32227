import { useTranslation } from 'react-i18next';
import { countedOf } from './progress.ts';

/** What was counted, in one line. */
export function Counts({ counts }: { readonly counts: readonly (readonly [name: string, count: number])[] }) {
  const { t } = useTranslation();
  return counts
    .map(([name, count]) => {
      const known = countedOf(name);
      return `${known ? t(`privacy.counts.${known}`) : name}: ${count}`;
    })
    .join(' · ');
}
