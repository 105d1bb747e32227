import i18next, { type TFunction } from 'i18next';
import { ApiError } from '../api/api-error.ts';

/** What went wrong, in the reader's language where the code has a text, else as the API says it. */
export function errorText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t('errors.failed');
  if (i18next.exists(`errors.${error.code}`)) return t(`errors.${error.code as 'failed'}`);
  return error.message || t('errors.failed');
}
