import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from './session.ts';

export interface FormProps {
  readonly busy: boolean;
  /** Shows that something is under way, and what came of it. */
  readonly attempt: (step: Promise<void>) => void;
}

/** Email and password; password managers fill both in. */
export function PasswordForm({ busy, attempt }: FormProps) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt(session.signIn(email.trim(), password));
      }}
    >
      <Stack>
        <TextInput
          type="email"
          name="email"
          autoComplete="username"
          required
          label={t('session.email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          name="password"
          autoComplete="current-password"
          required
          label={t('session.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          {t('session.signIn')}
        </Button>
      </Stack>
    </form>
  );
}
