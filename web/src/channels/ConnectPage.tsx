import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import { useCan } from '../api/me.ts';
import { PageTitle } from '../ui/PageTitle.tsx';
import { PlatformMark } from '../ui/PlatformMark.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import classes from './channels.module.css';
import { startOf } from './connect-order.ts';
import { PLATFORMS, type Platform } from './ways.ts';

/** Connects an account: first its platform, then how and what for. */
export function ConnectPage() {
  const { t } = useTranslation();
  const search = useSearch();
  const mayManage = useCan('connections:manage');
  const { way, features } = startOf(search);
  const [picked, setPicked] = useState<Platform | null>(null);
  const platform = picked ?? way?.platform ?? null;
  return (
    <Stack>
      <Anchor component={Link} href="/app/channels" size="sm">
        {t('channels.back')}
      </Anchor>
      <PageTitle>{t('channels.connect.title')}</PageTitle>
      {!mayManage && <Text>{t('channels.readOnly')}</Text>}
      {mayManage && <Platforms chosen={platform} onChoose={setPicked} />}
      {mayManage && platform && (
        <ConnectForm
          key={platform}
          platform={platform}
          first={way?.platform === platform ? way : null}
          features={features}
        />
      )}
    </Stack>
  );
}

interface PlatformsProps {
  readonly chosen: Platform | null;
  readonly onChoose: (platform: Platform) => void;
}

function Platforms({ chosen, onChoose }: PlatformsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.platforms}>
      <legend>{t('channels.connect.platform')}</legend>
      {PLATFORMS.map((platform) => (
        <Button
          key={platform}
          variant={chosen === platform ? 'light' : 'default'}
          aria-pressed={chosen === platform}
          leftSection={<PlatformMark platform={platform} />}
          onClick={() => onChoose(platform)}
        >
          {t(`platforms.${platform}`)}
        </Button>
      ))}
    </fieldset>
  );
}
