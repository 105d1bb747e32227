import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { TONES } from '../ui/tones.ts';
import { clockOf } from './clock.ts';

/** The words say it, too. */
const COLOURS = {
  ended: TONES.quiet,
  paused: TONES.quiet,
  running: TONES.plain,
  soon: TONES.warning,
  late: TONES.bad,
} as const;

/** How many days a request has left, in words and colour. Nothing for one that has ended. */
export function ClockBadge({ request }: { readonly request: Schema<'PrivacyRequest'> }) {
  const { t } = useTranslation();
  const clock = clockOf(request, Date.now());
  if (clock.kind === 'ended') return null;
  return (
    <Badge color={COLOURS[clock.kind]} variant="filled" tt="none">
      {clock.kind === 'paused'
        ? t('privacy.clock.paused')
        : t(`privacy.clock.${clock.kind}`, { count: clock.days })}
    </Badge>
  );
}
