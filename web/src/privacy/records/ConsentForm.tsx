import { Button, NativeSelect, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/states.tsx';
import { CustomerSearch } from '../CustomerSearch.tsx';
import { type ConsentOrder, useRecordConsent } from './queries.ts';

const PURPOSES = ['analytics', 'automation', 'support'] as const;
const STATES = ['given', 'withdrawn'] as const;
const WAYS = ['conversation', 'form', 'telephone', 'in_person', 'paper', 'console'] as const;

/** Takes down that a customer agreed to a purpose, or took it back. */
export function ConsentForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<ConsentOrder>({
    customerId: '',
    purpose: 'analytics',
    state: 'given',
    how: 'conversation',
  });
  const change = (part: Partial<ConsentOrder>) => setOrder({ ...order, ...part });
  const record = useRecordConsent();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.mutate({ ...order, customerId: order.customerId.trim() }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack align="flex-start" maw={560}>
        <CustomerSearch value={order.customerId} onChange={(customerId) => change({ customerId })} />
        <NativeSelect
          label={t('privacy.consents.purpose')}
          value={order.purpose}
          onChange={({ currentTarget: { value } }) => change({ purpose: oneOf(PURPOSES, value) })}
          data={PURPOSES.map((value) => ({ value, label: t(`privacy.purposes.${value}`) }))}
        />
        <NativeSelect
          label={t('privacy.consents.state')}
          value={order.state}
          onChange={({ currentTarget: { value } }) => change({ state: oneOf(STATES, value) })}
          data={STATES.map((value) => ({ value, label: t(`privacy.consents.states.${value}`) }))}
        />
        <NativeSelect
          label={t('privacy.consents.how')}
          value={order.how}
          onChange={({ currentTarget: { value } }) => change({ how: oneOf(WAYS, value) })}
          data={WAYS.map((value) => ({ value, label: t(`privacy.consents.ways.${value}`) }))}
        />
        {record.isError && <ErrorState error={record.error} />}
        <Button type="submit" loading={record.isPending}>
          {t('privacy.consents.record')}
        </Button>
      </Stack>
    </form>
  );
}

function oneOf<const T extends readonly [string, ...string[]]>(all: T, value: string): T[number] {
  return all.find((one) => one === value) ?? all[0];
}
