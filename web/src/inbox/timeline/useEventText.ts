import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { useNameOf } from '../data/people.ts';

type Event = Schema<'TimelineEvent'>;

/** An event in words; one that this console does not know by its name at the platform. */
export function useEventText(): (event: Event) => string {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return ({ event, ...rest }) => {
    const data: Readonly<Record<string, unknown>> = rest.data;
    const by = typeof data.by === 'string' ? nameOf(data.by) : t('inbox.people.colleague');
    switch (event) {
      case 'assignment':
        if (typeof data.to === 'string' && data.to === data.by) return t('inbox.changes.taken', { by });
        return typeof data.to === 'string'
          ? t('inbox.changes.assigned', { by, to: nameOf(data.to) })
          : t('inbox.changes.unassigned', { by });
      case 'status':
        return isStatus(data.to)
          ? t(`inbox.changes.status.${data.to}`, { by })
          : t('inbox.events.other', { event });
      case 'labels':
        return t('inbox.changes.labels', {
          by,
          labels: Array.isArray(data.to) && data.to.length > 0 ? data.to.join(', ') : '–',
        });
      case 'snooze':
        return typeof data.to === 'string'
          ? t('inbox.changes.snoozed', { until: dayAndTime(data.to) })
          : t('inbox.changes.snoozedOpen');
      default:
        return i18next.exists(`inbox.events.${event}`)
          ? t(`inbox.events.${event as 'follow'}`)
          : t('inbox.events.other', { event });
    }
  };
}

function isStatus(value: unknown): value is 'open' | 'snoozed' | 'closed' {
  return value === 'open' || value === 'snoozed' || value === 'closed';
}
