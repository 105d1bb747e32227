import { Anchor, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { useMe } from '../api/me.ts';
import { LanguageSwitch, ThemeSwitch } from '../app/Preferences.tsx';
import { SingleKeysSwitch } from '../app/ShortcutSheet.tsx';
import { CookieChoices } from '../privacy/CookieChoices.tsx';
import { SecondFactor } from '../session/SecondFactor.tsx';
import { Facts } from '../ui/Facts.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { Section } from '../ui/Section.tsx';
import { Replies } from './Replies.tsx';
import { SignOutEverywhere } from './SignOutEverywhere.tsx';
import { Views } from './Views.tsx';

/** What belongs to whoever is signed in: profile, look, language, second step, sessions, cookies. */
export default function SettingsPage() {
  const { t } = useTranslation();
  const me = useMe().data;
  return (
    <Stack p="md" gap="xl" maw={640}>
      <PageTitle>{t('settings.title')}</PageTitle>
      {me && <Profile me={me} />}
      <Section title={t('settings.appearance')}>
        <Stack align="flex-start">
          <LanguageSwitch />
          <ThemeSwitch />
          <SingleKeysSwitch />
        </Stack>
      </Section>
      <Section title={t('settings.security')}>
        <Stack align="flex-start">
          <SecondFactor />
          <SignOutEverywhere />
        </Stack>
      </Section>
      {me?.permissions.includes('inbox:read') && (
        <>
          <Replies me={me} />
          <Views me={me} />
        </>
      )}
      <Section title={t('settings.cookies')}>
        <CookieChoices />
        <Anchor href="/privacy" size="sm">
          {t('settings.policy')}
        </Anchor>
      </Section>
    </Stack>
  );
}

function Profile({ me }: { readonly me: Schema<'Me'> }) {
  const { t } = useTranslation();
  return (
    <Section title={t('settings.profile')}>
      <Facts
        facts={[
          [t('settings.name'), me.user.name],
          [t('settings.email'), me.user.email],
          [t('settings.role'), t(`settings.roles.${me.role}`)],
          [t('settings.workspace'), me.workspace.name],
        ]}
      />
    </Section>
  );
}
