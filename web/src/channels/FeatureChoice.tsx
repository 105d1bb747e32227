import { Checkbox, Code, Stack } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type Feature, featuresOf, type Way } from './ways.ts';

interface Props {
  readonly way: Way;
  readonly features: readonly Feature[];
  readonly onChange: (features: readonly Feature[]) => void;
}

/** What the account is connected for, each with what the platform is asked for it. Without messages there is nothing to connect. */
export function FeatureChoice({ way, features, onChange }: Props) {
  const { t } = useTranslation();
  const chosen = [...new Set(['inbox', ...features])];
  return (
    <Checkbox.Group
      w="100%"
      label={t('channels.connect.features')}
      value={chosen}
      onChange={(values) =>
        onChange(featuresOf(way).filter((one) => one === 'inbox' || values.includes(one)))
      }
    >
      <Stack mt="xs">
        {featuresOf(way).map((feature) => (
          <Checkbox
            key={feature}
            value={feature}
            disabled={feature === 'inbox'}
            label={t(`channels.features.${feature}`)}
            description={<Asks feature={feature} scopes={way.scopes[feature] ?? []} />}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Asks({ feature, scopes }: { readonly feature: Feature; readonly scopes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`channels.featureHints.${feature}`)}{' '}
      {scopes.length === 0 ? t('channels.connect.asksNothing') : t('channels.connect.asks')}{' '}
      {scopes.map((scope) => (
        <Fragment key={scope}>
          <Code>{scope}</Code>{' '}
        </Fragment>
      ))}
    </>
  );
}
