import { PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field, Way } from './ways.ts';

type Typed = Readonly<Partial<Record<Field, string>>>;

interface Props {
  readonly way: Way;
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
}

/** What the merchant copies from the platform's console. Kept in memory until it is sent, and nowhere else. */
export function CredentialFields({ way, typed, onChange }: Props) {
  const { t } = useTranslation();
  if (way.fields.length === 0) return null;
  return (
    <Stack w="100%" maw={420}>
      <Text fw={600}>{t('channels.connect.keys')}</Text>
      {way.fields.map(({ name, secret, required }) => {
        const field = {
          label: t(`channels.fields.${name}`),
          description: t(`channels.fieldHints.${name}`),
          required,
          autoComplete: 'off',
          spellCheck: false,
          value: typed[name] ?? '',
          onChange: (event: ChangeEvent<HTMLInputElement>) =>
            onChange({ ...typed, [name]: event.currentTarget.value }),
        };
        return secret ? (
          <PasswordInput key={name} {...field} autoComplete="new-password" />
        ) : (
          <TextInput key={name} {...field} inputMode="numeric" />
        );
      })}
    </Stack>
  );
}
