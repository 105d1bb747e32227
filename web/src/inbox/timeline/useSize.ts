import { language } from '../../i18n/language.ts';
import { localeOf } from '../../i18n/time.ts';

const STEPS = ['byte', 'kilobyte', 'megabyte'] as const;

/** The size of a file: `1.2 MB`. */
export function useSize(): (bytes: number) => string {
  return (bytes) => {
    const step = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), STEPS.length - 1);
    const options = { style: 'unit', unit: STEPS[step] ?? 'byte', maximumFractionDigits: 1 } as const;
    return new Intl.NumberFormat(localeOf(language.get()), options).format(bytes / 1_024 ** step);
  };
}
