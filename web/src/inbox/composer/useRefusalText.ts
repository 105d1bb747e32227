import { useTranslation } from 'react-i18next';
import type { FileRefusal } from '../data/limits.ts';

const MB = 1_024 * 1_024;

/** Why a file cannot be sent, in words. */
export function useRefusalText(): (name: string, refusal: FileRefusal) => string {
  const { t } = useTranslation();
  return (name, refusal) => {
    if (refusal.why === 'size')
      return t('inbox.files.tooLarge', { name, max: Math.floor((refusal.maxBytes / MB) * 10) / 10 });
    if (refusal.why === 'type')
      return t('inbox.files.wrongType', { name, types: refusal.types.map(short).join(', ') });
    const kinds = refusal.kinds.map((kind) => t(`inbox.kinds.${kind}`)).join(', ');
    return kinds ? t('inbox.files.wrongKind', { name, kinds }) : t('inbox.files.none');
  };
}

/** `image/jpeg` → `jpeg` */
function short(mimeType: string): string {
  return mimeType.split(/[/.]/).at(-1) ?? mimeType;
}
