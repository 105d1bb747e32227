import { Anchor, Button, Checkbox, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { ApiError } from '../api/api-error.ts';
import type { Schema } from '../api/client.ts';
import { PageTitle } from '../ui/PageTitle.tsx';
import { EmptyState, ErrorState, LoadingState } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { reasonOf } from './condition.ts';
import { useChoices, useChoose } from './queries.ts';

/** The accounts behind a consent: which of them are to be connected. */
export function ChoicesPage({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useChoices(id);
  return (
    <Stack>
      <Anchor component={Link} href="/app/channels" size="sm">
        {t('channels.back')}
      </Anchor>
      <PageTitle>{t('channels.choices.title')}</PageTitle>
      {error && (isGone(error) ? <Gone /> : <ErrorState error={error} onRetry={refetch} />)}
      {data ? <ChoiceForm id={id} accounts={data.items} /> : !error && <LoadingState />}
    </Stack>
  );
}

/** Nobody consented yet, the hour is over, or the accounts were chosen. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_found';
}

function Gone() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('channels.choices.gone')}>
      <Button component={Link} href="/app/channels/connect">
        {t('channels.connect.title')}
      </Button>
    </EmptyState>
  );
}

interface Props {
  readonly id: string;
  readonly accounts: readonly Schema<'AccountChoice'>[];
}

function ChoiceForm({ id, accounts }: Props) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const choose = useChoose(id);
  const [chosen, setChosen] = useState<string[]>([]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { items } = await choose.mutateAsync(chosen);
    toast({ text: t('channels.choices.done', { count: items.length }), kind: 'success' });
    go('/app/channels');
  };
  return (
    <form onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <Stack align="flex-start">
        <Text>{t('channels.choices.hint')}</Text>
        <Checkbox.Group label={t('channels.choices.accounts')} value={chosen} onChange={setChosen}>
          <Stack mt="xs">
            {accounts.map((account) => (
              <Choice key={account.accountId} account={account} />
            ))}
          </Stack>
        </Checkbox.Group>
        {choose.isError && <ErrorState error={choose.error} />}
        <Button type="submit" loading={choose.isPending} disabled={chosen.length === 0}>
          {t('channels.choices.go')}
        </Button>
      </Stack>
    </form>
  );
}

function Choice({ account }: { readonly account: Schema<'AccountChoice'> }) {
  const { t } = useTranslation();
  const { accountId, displayName, unusable, connectionId } = account;
  const reason = unusable === null ? null : reasonOf(unusable);
  const why = reason && t(`channels.choices.unusable.${reason}`);
  return (
    <Checkbox
      value={accountId}
      label={`${displayName} (${accountId})`}
      description={why ?? (connectionId === null ? undefined : t('channels.choices.connected'))}
      disabled={unusable !== null}
    />
  );
}
