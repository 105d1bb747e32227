import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useObservable } from '../app/observable.ts';
import { ErrorState } from '../ui/states.tsx';
import { chooseCookies, cookieChoice } from './cookies.ts';

/** Two buttons of the same weight: nobody is pushed. Goes on record with whoever chooses. */
export function CookieChoices() {
  const { t } = useTranslation();
  const choice = useObservable(cookieChoice);
  const choose = useMutation({ mutationFn: chooseCookies });
  return (
    <Stack gap="xs">
      <Text size="sm">{t('privacy.cookies.hint')}</Text>
      <Group>
        {(['essential', 'statistics'] as const).map((value) => (
          <Button
            key={value}
            variant="default"
            aria-pressed={choice === value}
            loading={choose.isPending && choose.variables === value}
            onClick={() => choose.mutate(value)}
          >
            {t(`privacy.cookies.choose.${value}`)}
          </Button>
        ))}
      </Group>
      {choose.isError && <ErrorState error={choose.error} />}
      <Text size="sm" role="status">
        {choice && t('privacy.cookies.chosen', { choice: t(`privacy.cookies.${choice}`) })}
      </Text>
    </Stack>
  );
}
