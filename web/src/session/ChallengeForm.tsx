import { Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingState } from '../ui/states.tsx';
import type { FormProps } from './PasswordForm.tsx';
import { session } from './session.ts';
import type { Challenge } from './state.ts';

const AppSecret = lazy(() => import('./AppSecret.tsx'));

const SUBMIT = {
  newPassword: 'session.newPassword.save',
  code: 'session.code.go',
  setUp: 'session.code.go',
} as const;

/** What Cognito wants before it lets somebody in. */
export function ChallengeForm({ challenge, busy, attempt }: FormProps & { readonly challenge: Challenge }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const { kind } = challenge;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        attempt(session.answer(challenge, kind === 'newPassword' ? text : text.replaceAll(/\s/g, '')));
      }}
    >
      <Stack>
        <Title order={2} size="h4">
          {t(`session.${kind}.title`)}
        </Title>
        <Text size="sm">{t(`session.${kind}.hint`)}</Text>
        {kind === 'setUp' && (
          <Suspense fallback={<LoadingState />}>
            <AppSecret email={challenge.email} secret={challenge.secret} />
          </Suspense>
        )}
        {kind === 'newPassword' ? (
          <PasswordInput
            autoComplete="new-password"
            required
            data-autofocus
            label={t('session.newPassword.field')}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : (
          <CodeInput value={text} onChange={setText} />
        )}
        <Button type="submit" loading={busy}>
          {t(SUBMIT[kind])}
        </Button>
      </Stack>
    </form>
  );
}

/** Six digits of an authenticator app. */
export function CodeInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*(\d\s*){6}"
      required
      label={t('session.code.field')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
