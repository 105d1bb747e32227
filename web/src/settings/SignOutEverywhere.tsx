import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signInErrorText } from '../session/sign-in-error-text.ts';
import { signOutEverywhere } from './sign-out-everywhere.ts';

/** For a lost telephone, or a browser that somebody forgot to sign out of. */
export function SignOutEverywhere() {
  const { t } = useTranslation();
  const end = useMutation({ mutationFn: signOutEverywhere });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('settings.everywhereHint')}</Text>
      <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
        {t('settings.everywhere')}
      </Button>
      {end.isError && (
        <Text size="sm" role="alert">
          {signInErrorText(t, end.error)}
        </Text>
      )}
    </Stack>
  );
}
