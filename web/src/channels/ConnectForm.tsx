import { Button, Radio, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ErrorState } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import { CredentialFields } from './CredentialFields.tsx';
import { orderOf } from './connect-order.ts';
import { FeatureChoice } from './FeatureChoice.tsx';
import { useConnect } from './queries.ts';
import { type Feature, type Field, type Platform, type Way, waysOf } from './ways.ts';

interface Props {
  readonly platform: Platform;
  /** What the form begins with; null = the platform's usual way. */
  readonly first: Way | null;
  readonly features: readonly Feature[];
}

/** How an account of a platform is connected, and what for. */
export function ConnectForm({ platform, first, features: asked }: Props) {
  const { t } = useTranslation();
  const ways = waysOf(platform);
  const [way, setWay] = useState(first ?? ways[0]);
  const [features, setFeatures] = useState<readonly Feature[]>(
    asked.length > 0 ? asked : ['inbox', 'profiles'],
  );
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({});
  const { submit, connect, leaving } = useConnecting();
  if (!way) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit(orderOf(way, features, typed));
  };
  return (
    <form onSubmit={send}>
      <Stack align="flex-start" maw={640}>
        {ways.length > 1 && <WayChoice ways={ways} way={way} onChoose={setWay} />}
        <FeatureChoice way={way} features={features} onChange={setFeatures} />
        <CredentialFields way={way} typed={typed} onChange={setTyped} />
        <Text size="sm">{t(way.consent ? 'channels.connect.consentHint' : 'channels.connect.keysHint')}</Text>
        {connect.isError && <ErrorState error={connect.error} />}
        <Button type="submit" loading={connect.isPending || leaving}>
          {way.consent
            ? t('channels.connect.toPlatform', { platform: t(`platforms.${platform}`) })
            : t('channels.connect.go')}
        </Button>
      </Stack>
    </form>
  );
}

/** Asks the API, then leads on: to the platform's page, in this very tab, whose browser got the cookie of the consent; or to the connection. */
function useConnecting() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const connect = useConnect();
  const [leaving, setLeaving] = useState(false);
  const submit = async (order: ReturnType<typeof orderOf>) => {
    const answer = await connect.mutateAsync(order).catch(() => null);
    if (answer === null) return;
    if ('authorizeUrl' in answer) {
      setLeaving(true);
      location.assign(answer.authorizeUrl);
      return;
    }
    toast({ text: t('channels.connect.done', { name: answer.displayName }), kind: 'success' });
    go(`/app/channels/${answer.id}`);
  };
  return { submit, connect, leaving };
}

interface WayProps {
  readonly ways: readonly Way[];
  readonly way: Way;
  readonly onChoose: (way: Way) => void;
}

function WayChoice({ ways, way, onChoose }: WayProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('channels.connect.way')}
      value={way.login}
      onChange={(login) => onChoose(ways.find((one) => one.login === login) ?? way)}
    >
      <Stack gap="xs" mt="xs">
        {ways.map(({ platform, login }) => (
          <Radio
            key={login}
            value={login}
            label={t(`channels.ways.${platform}_${login}` as 'channels.ways.line_channel')}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
