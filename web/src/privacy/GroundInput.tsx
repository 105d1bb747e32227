import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly optional?: boolean;
}

/** A reason that goes on record for years: words without names, addresses and numbers of people. */
export function GroundInput({ label, value, onChange, optional = false }: Props) {
  const { t } = useTranslation();
  return (
    <Textarea
      label={label}
      description={t('privacy.groundHint')}
      required={!optional}
      minLength={3}
      maxLength={500}
      autosize
      minRows={2}
      w="100%"
      maw={560}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
