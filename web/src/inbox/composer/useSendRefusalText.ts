import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { errorText } from '../../ui/error-text.ts';

/** Why the service did not take a message or a file, in words. */
export function useSendRefusalText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) =>
    error instanceof ApiError && i18next.exists(`inbox.refusals.${error.code}`)
      ? t(`inbox.refusals.${error.code as 'text_empty'}`)
      : errorText(t, error);
}
