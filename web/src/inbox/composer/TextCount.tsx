import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TextLimit } from '../data/limits.ts';
import { lengthIn } from './text-length.ts';

/** From this part of the limit on the count is a warning. */
const NEAR = 0.9;

/** How much of the platform's limit a text takes, in the platform's own unit. */
export function TextCount({ text, limit: { max, unit } }: { text: string; limit: TextLimit }) {
  const { t } = useTranslation();
  const count = lengthIn(unit, text);
  return (
    <Text
      size="xs"
      c={count > max ? 'red' : 'dimmed'}
      fw={count > max * NEAR ? 700 : 400}
      title={t(`inbox.units.${unit}`)}
    >
      {t('inbox.composer.count', { used: count.toLocaleString(), max: max.toLocaleString() })}
    </Text>
  );
}
