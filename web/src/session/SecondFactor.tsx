import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { LoadingState } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { CodeInput } from './ChallengeForm.tsx';
import { session } from './session.ts';
import { signInErrorText } from './sign-in-error-text.ts';

const AppSecret = lazy(() => import('./AppSecret.tsx'));

/** Turns the second step on for whoever is signed in. */
export function SecondFactor() {
  const { t } = useTranslation();
  const email = useMe().data?.user.email ?? '';
  const [secret, setSecret] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const fail = (error: unknown) => toast({ text: signInErrorText(t, error), kind: 'error' });
  const finish = async (event: FormEvent) => {
    event.preventDefault();
    await session.finishSecondFactor(code.replaceAll(/\s/g, ''));
    setSecret(null);
    setCode('');
    toast({ text: t('session.setUp.on'), kind: 'success' });
  };
  if (secret === null)
    return (
      <Button variant="default" onClick={() => void session.beginSecondFactor().then(setSecret, fail)}>
        {t('session.setUp.begin')}
      </Button>
    );
  return (
    <form onSubmit={(event) => void finish(event).catch(fail)}>
      <Stack maw={420}>
        <Text size="sm">{t('session.setUp.hint')}</Text>
        <Suspense fallback={<LoadingState />}>
          <AppSecret email={email} secret={secret} />
        </Suspense>
        <CodeInput value={code} onChange={setCode} />
        <Button type="submit">{t('session.code.go')}</Button>
      </Stack>
    </form>
  );
}
