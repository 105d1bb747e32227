import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useObservable } from '../app/observable.ts';
import { live } from './live.ts';

/** Says when news come late. Nothing, while they come at once. */
export function LiveBadge() {
  const { t } = useTranslation();
  if (useObservable(live.state) !== 'polling') return null;
  return (
    <Text size="xs" c="dimmed" role="status">
      {t('live.polling')}
    </Text>
  );
}
