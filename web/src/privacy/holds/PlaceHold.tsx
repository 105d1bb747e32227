import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/states.tsx';
import { CustomerSearch } from '../CustomerSearch.tsx';
import { GroundInput } from '../GroundInput.tsx';
import { momentOf } from '../moments.ts';
import { usePlaceHold } from '../queries.ts';

const TARGETS = ['customer', 'conversation', 'workspace'] as const;
type Target = (typeof TARGETS)[number];

/** Holds a customer, a conversation or everything back from erasure. */
export function PlaceHold({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [target, setTarget] = useState<Target>('customer');
  const [id, setId] = useState('');
  const [basis, setBasis] = useState('');
  const [until, setUntil] = useState('');
  const place = usePlaceHold();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const order = { basis: basis.trim(), until: momentOf(until), ...targetOf(target, id.trim()) };
    place.mutate(order, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack align="flex-start" maw={560}>
        <NativeSelect
          label={t('privacy.holds.target')}
          value={target}
          onChange={(event) => {
            setTarget(TARGETS.find((one) => one === event.currentTarget.value) ?? target);
            setId('');
          }}
          data={TARGETS.map((value) => ({ value, label: t(`privacy.holds.kinds.${value}`) }))}
        />
        {target === 'customer' && <CustomerSearch value={id} onChange={setId} />}
        {target === 'conversation' && (
          <TextInput
            label={t('privacy.holds.conversationId')}
            required
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
          />
        )}
        <GroundInput label={t('privacy.holds.basis')} value={basis} onChange={setBasis} />
        <TextInput
          type="datetime-local"
          label={t('privacy.holds.end')}
          description={t('privacy.holds.endHint')}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        {place.isError && <ErrorState error={place.error} />}
        <Button type="submit" loading={place.isPending}>
          {t('privacy.holds.place')}
        </Button>
      </Stack>
    </form>
  );
}

function targetOf(target: Target, id: string) {
  if (target === 'workspace') return { workspace: true } as const;
  return target === 'customer' ? { customerId: id } : { conversationId: id };
}
