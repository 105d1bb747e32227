import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';

/** What a row shows of the newest entry. */
export function usePreview({ direction, kind, text }: Schema<'Conversation'>['preview']): string {
  const { t } = useTranslation();
  const words = text ?? (kind === 'event' ? t('inbox.list.event') : t(`inbox.kinds.${kind}`));
  return direction === 'outbound' ? t('inbox.list.fromUs', { text: words }) : words;
}
