import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { ErrorState } from '../../ui/states.tsx';
import { toast } from '../../ui/toasts.tsx';
import { Preview } from './Preview.tsx';
import { useChangeRetention, usePreview } from './queries.ts';
import { RuleRows } from './RuleRows.tsx';
import { areSound, type Edits, type Platform, rulesWith } from './rules.ts';

/** The rules of one platform at a time. Nothing is saved before somebody has seen what it removes. */
export function RetentionForm({ retention }: { readonly retention: Schema<'Retention'> }) {
  const { t } = useTranslation();
  const platforms = [...new Set(retention.effective.map(({ platform }) => platform))];
  const [platform, setPlatform] = useState<Platform>(platforms[0] ?? 'line');
  const [edits, setEdits] = useState<Edits>({});
  const preview = usePreview();
  const save = useSave(retention.version);
  const isSound = areSound(retention, edits);
  const edit = (name: string, text: string) => {
    setEdits({ ...edits, [name]: text });
    preview.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    preview.mutate(rulesWith(retention, edits));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label={t('privacy.retention.platform')}
          maw={260}
          value={platform}
          onChange={(event) =>
            setPlatform(platforms.find((one) => one === event.currentTarget.value) ?? platform)
          }
          data={platforms.map((value) => ({ value, label: t(`platforms.${value}`) }))}
        />
        <RuleRows retention={retention} platform={platform} edits={edits} onEdit={edit} />
        <Group>
          <Button
            type="submit"
            loading={preview.isPending}
            disabled={Object.keys(edits).length === 0 || !isSound}
          >
            {t('privacy.retention.preview')}
          </Button>
          <Button variant="default" onClick={() => setEdits({})} disabled={Object.keys(edits).length === 0}>
            {t('privacy.retention.undo')}
          </Button>
        </Group>
        {preview.isError && <ErrorState error={preview.error} />}
        {save.isError && <ErrorState error={save.error} />}
        {preview.data && (
          <Preview
            preview={preview.data}
            saving={save.isPending}
            onSave={() => save.mutate(rulesWith(retention, edits))}
          />
        )}
      </Stack>
    </form>
  );
}

function useSave(version: number) {
  const { t } = useTranslation();
  const change = useChangeRetention();
  const mutate = (rules: Schema<'Retention'>['rules']) =>
    change.mutate(
      { version, rules },
      { onSuccess: () => toast({ text: t('privacy.retention.saved'), kind: 'success' }) },
    );
  return { ...change, mutate };
}
