import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { TONES } from '../ui/tones.ts';
import { type Condition, conditionOf } from './condition.ts';

/** The words say it, too. */
const COLOURS: Readonly<Record<Condition, string>> = {
  well: TONES.good,
  troubled: TONES.warning,
  choosing: TONES.plain,
  broken: TONES.bad,
  over: TONES.quiet,
};

/** How a connection is doing, in a word. */
export function ConditionBadge({ connection }: { readonly connection: Schema<'Connection'> }) {
  const { t } = useTranslation();
  const condition = conditionOf(connection);
  return (
    <Badge color={COLOURS[condition]} variant="filled" tt="none">
      {t(`channels.conditions.${condition}`)}
    </Badge>
  );
}
