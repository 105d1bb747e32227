import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type Schema } from '../api/client.ts';
import { shortTime } from '../i18n/time.ts';
import { ErrorState } from '../ui/states.tsx';

const AT_ONCE_MS = 300;
const MOST = 10;

interface Props {
  readonly value: string;
  readonly onChange: (customerId: string) => void;
}

/** Finds a customer by a conversation, or takes their id. */
export function CustomerSearch({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [q] = useDebouncedValue(words.trim(), AT_ONCE_MS);
  const found = useFound(q);
  return (
    <Stack gap="xs">
      <TextInput
        type="search"
        label={t('privacy.customer.search')}
        description={t('privacy.customer.searchHint')}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {found.isError && <ErrorState error={found.error} />}
      <Text size="sm" role="status">
        {q && found.data && t('privacy.customer.found', { count: found.data.length })}
      </Text>
      {q && found.data && found.data.length > 0 && (
        <Radio.Group label={t('privacy.customer.which')} value={value} onChange={onChange}>
          <Stack gap="xs" mt="xs">
            {found.data.map((conversation) => (
              <Found key={conversation.id} conversation={conversation} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Group align="flex-end">
        <TextInput
          label={t('privacy.customer.id')}
          required
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          flex={1}
        />
        {value && (
          <Button variant="default" onClick={() => onChange('')}>
            {t('privacy.customer.clear')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function useFound(q: string) {
  return useQuery({
    queryKey: ['privacy', 'customers', q],
    enabled: q !== '',
    queryFn: async ({ signal }) => {
      const page = await answerOf(
        api().GET('/v1/conversations', { signal, params: { query: { q, limit: MOST } } }),
      );
      return page.items;
    },
  });
}

function Found({ conversation }: { readonly conversation: Schema<'Conversation'> }) {
  const { t } = useTranslation();
  const { customer, platform, preview, lastActivityAt } = conversation;
  return (
    <Radio
      value={customer.id}
      label={`${customer.displayName ?? t('privacy.customer.noName')} · ${t(`platforms.${platform}`)}`}
      description={`${preview.text ?? ''} · ${shortTime(lastActivityAt)}`}
    />
  );
}
