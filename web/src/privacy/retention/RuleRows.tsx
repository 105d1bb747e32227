import { Stack, Table, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { type Edits, type Platform, problemWith, ruleKey, shownDays } from './rules.ts';

interface Props {
  readonly retention: Schema<'Retention'>;
  readonly platform: Platform;
  readonly edits: Edits;
  readonly onEdit: (name: string, text: string) => void;
}

/** What holds at a platform, with a field for each choice. */
export function RuleRows({ retention, platform, edits, onEdit }: Props) {
  const { t } = useTranslation();
  const rules = retention.effective.filter((rule) => rule.platform === platform);
  return (
    <TableFrame
      label={t('privacy.retention.table', { platform: t(`platforms.${platform}`) })}
      columns={[
        t('privacy.retention.what'),
        t('privacy.retention.now'),
        t('privacy.retention.choice'),
        t('privacy.retention.source'),
      ]}
    >
      {rules.map((rule) => (
        <Table.Tr key={rule.category}>
          <Table.Th scope="row">{t(`privacy.retention.categories.${rule.category}`)}</Table.Th>
          <Table.Td>
            {t('privacy.retention.nDays', { count: rule.days })}
            <Text size="sm" c="dimmed">
              {t(rule.chosen ? 'privacy.retention.chosen' : 'privacy.retention.default')}
            </Text>
          </Table.Td>
          <Table.Td>
            <DaysField
              rule={rule}
              text={edits[ruleKey(rule)] ?? shownDays(retention, rule)}
              onChange={(text) => onEdit(ruleKey(rule), text)}
            />
          </Table.Td>
          <Table.Td lang="en">
            <Text size="sm">{rule.source}</Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </TableFrame>
  );
}

interface FieldProps {
  readonly rule: Schema<'Retention'>['effective'][number];
  readonly text: string;
  readonly onChange: (text: string) => void;
}

function DaysField({ rule, text, onChange }: FieldProps) {
  const { t } = useTranslation();
  const problem = problemWith(text, rule.cap);
  return (
    <Stack gap={2} w={160}>
      <TextInput
        aria-label={t('privacy.retention.daysOf', {
          category: t(`privacy.retention.categories.${rule.category}`),
        })}
        inputMode="numeric"
        placeholder={String(rule.default)}
        description={t('privacy.retention.cap', { count: rule.cap })}
        error={problem && t(`privacy.retention.problems.${problem}`, { cap: rule.cap })}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Stack>
  );
}
