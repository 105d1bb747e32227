import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../app/Preferences.tsx';
import { ChallengeForm } from './ChallengeForm.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import classes from './SignInPage.module.css';
import { session } from './session.ts';
import { signInErrorText } from './sign-in-error-text.ts';
import type { SessionState } from './state.ts';

type Outside = Extract<SessionState, { kind: 'signedOut' | 'challenge' }>;

/** From the password to the second step. */
export default function SignInPage({ state }: { state: Outside }) {
  const { t } = useTranslation();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const attempt = (step: Promise<void>) => {
    setBusy(true);
    setError(null);
    step.catch(setError).finally(() => setBusy(false));
  };
  useEffect(() => {
    document.title = `${t('session.signIn')} · KaoJai`;
  }, [t]);
  return (
    <main className={classes.page}>
      <Card withBorder padding="lg" className={classes.card}>
        <Stack>
          <Title order={1} size="h2">
            {t('session.title')}
          </Title>
          {state.kind === 'signedOut' && state.because !== 'start' && (
            <Note>{t(`session.because.${state.because}`)}</Note>
          )}
          {error !== null && <Note bad>{signInErrorText(t, error)}</Note>}
          {state.kind === 'challenge' ? (
            <ChallengeForm
              key={state.challenge.kind}
              challenge={state.challenge}
              busy={busy}
              attempt={attempt}
            />
          ) : (
            <PasswordForm busy={busy} attempt={attempt} />
          )}
          <Group justify="space-between">
            <LanguageSwitch />
            {state.kind === 'challenge' && (
              <Button
                variant="subtle"
                onClick={() => {
                  setError(null);
                  session.giveUp();
                }}
              >
                {t('session.back')}
              </Button>
            )}
          </Group>
        </Stack>
      </Card>
    </main>
  );
}

function Note({ children, bad = false }: { children: ReactNode; bad?: boolean }) {
  return (
    <Alert color={bad ? 'red' : 'blue'} variant="light" role={bad ? 'alert' : 'status'}>
      <Text size="sm">{children}</Text>
    </Alert>
  );
}
