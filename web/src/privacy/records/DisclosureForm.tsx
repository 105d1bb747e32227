import { Button, Checkbox, Group, NativeSelect, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { ErrorState } from '../../ui/states.tsx';
import { CustomerSearch } from '../CustomerSearch.tsx';
import { GroundInput } from '../GroundInput.tsx';
import { useRecordDisclosure } from './queries.ts';

type Category = Schema<'Disclosure'>['categories'][number];
const CATEGORIES: readonly Category[] = [
  'identity',
  'contact',
  'content',
  'platform_id',
  'reference',
  'credential',
  'key',
  'usage',
  'record',
  'setting',
  'technical',
];

/** Takes down what an authority is given; whoever does it is the approver. */
export function DisclosureForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [authority, setAuthority] = useState('');
  const [legalBasis, setLegalBasis] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [customerId, setCustomerId] = useState<string | null>('');
  const record = useRecordDisclosure();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const scope = customerId === null ? ({ workspace: true } as const) : { customerIds: [customerId.trim()] };
    const categories = CATEGORIES.filter((one) => chosen.includes(one));
    record.mutate({ authority, legalBasis, categories, scope }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack align="flex-start" maw={640}>
        <GroundInput label={t('privacy.disclosures.authority')} value={authority} onChange={setAuthority} />
        <GroundInput
          label={t('privacy.disclosures.legalBasis')}
          value={legalBasis}
          onChange={setLegalBasis}
        />
        <NativeSelect
          label={t('privacy.disclosures.scope')}
          value={customerId === null ? 'workspace' : 'customer'}
          onChange={(event) => setCustomerId(event.currentTarget.value === 'workspace' ? null : '')}
          data={(['customer', 'workspace'] as const).map((value) => ({
            value,
            label: t(`privacy.subjects.${value}`),
          }))}
        />
        {customerId !== null && <CustomerSearch value={customerId} onChange={setCustomerId} />}
        <Checkbox.Group label={t('privacy.disclosures.categories')} value={chosen} onChange={setChosen}>
          <Group mt="xs">
            {CATEGORIES.map((category) => (
              <Checkbox key={category} value={category} label={t(`privacy.dataCategories.${category}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        {record.isError && <ErrorState error={record.error} />}
        <Button type="submit" loading={record.isPending} disabled={chosen.length === 0}>
          {t('privacy.disclosures.record')}
        </Button>
      </Stack>
    </form>
  );
}
