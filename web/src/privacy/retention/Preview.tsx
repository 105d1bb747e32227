import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { totalOf } from './rules.ts';

interface Props {
  readonly preview: Schema<'RetentionPreview'>;
  readonly saving: boolean;
  readonly onSave: () => void;
}

/** What the new rules would remove, before they are saved. */
export function Preview({ preview, saving, onSave }: Props) {
  const { t } = useTranslation();
  const total = totalOf(preview);
  return (
    <Alert color={total > 0 ? 'yellow' : 'blue'} role="status">
      <Stack align="flex-start" gap="xs">
        <Text fw={600}>{t('privacy.retention.previewTitle')}</Text>
        <Text size="sm">
          {t(preview.complete ? 'privacy.retention.removes' : 'privacy.retention.removesAtLeast', {
            count: total,
          })}
        </Text>
        <List size="sm">
          {preview.counts
            .filter(({ count }) => count > 0)
            .map(({ platform, category, count }) => (
              <List.Item key={platform + category}>
                {t(`platforms.${platform}`)}, {t(`privacy.retention.categories.${category}`)}: {count}
              </List.Item>
            ))}
        </List>
        <Button color={total > 0 ? 'red.9' : 'blue.8'} loading={saving} onClick={onSave}>
          {t('privacy.retention.save')}
        </Button>
      </Stack>
    </Alert>
  );
}
