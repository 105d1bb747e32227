import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/Section.tsx';
import { ErrorState } from '../ui/states.tsx';
import { toast } from '../ui/toasts.tsx';
import type { VerifyMethod } from './actions.ts';
import { GroundInput } from './GroundInput.tsx';
import { useRequestStep } from './queries.ts';

interface Props {
  readonly id: string;
  readonly methods: readonly VerifyMethod[];
}

/** Makes it certain that whoever asks may ask; the work begins with it. */
export function Verify({ id, methods }: Props) {
  const { t } = useTranslation();
  const [method, setMethod] = useState<VerifyMethod>(methods[0] ?? 'officer');
  const [text, setText] = useState('');
  const step = useRequestStep(id);
  const choose = (value: string) => {
    setMethod(value as VerifyMethod);
    setText('');
    step.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = method === 'officer' ? { ground: text } : method === 'code' ? { code: text.trim() } : {};
    step.mutate({ do: 'verify', body: { method, ...given } });
  };
  return (
    <Section title={t('privacy.verify.title')}>
      <form onSubmit={submit}>
        <Stack align="flex-start" maw={560}>
          <Text size="sm">{t('privacy.verify.hint')}</Text>
          <Radio.Group label={t('privacy.verify.how')} value={method} onChange={choose}>
            <Stack gap="xs" mt="xs">
              {methods.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`privacy.verify.methods.${one}`)}
                  description={t(`privacy.verify.hints.${one}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {method === 'code' && <CodeFields id={id} code={text} onChange={setText} />}
          {method === 'officer' && (
            <GroundInput label={t('privacy.verify.ground')} value={text} onChange={setText} />
          )}
          {step.isError && <ErrorState error={step.error} />}
          <Button type="submit" loading={step.isPending}>
            {t('privacy.verify.go')}
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

interface CodeProps {
  readonly id: string;
  readonly code: string;
  readonly onChange: (code: string) => void;
}

/** Sends a code into the conversation, and takes the one that the customer says. */
function CodeFields({ id, code, onChange }: CodeProps) {
  const { t } = useTranslation();
  const step = useRequestStep(id);
  const send = () =>
    step.mutate(
      { do: 'code' },
      { onSuccess: () => toast({ text: t('privacy.verify.codeSent'), kind: 'success' }) },
    );
  return (
    <>
      <Group align="flex-end">
        <Button variant="default" loading={step.isPending} onClick={send}>
          {t('privacy.verify.sendCode')}
        </Button>
        <TextInput
          label={t('privacy.verify.code')}
          inputMode="numeric"
          pattern="\s*\d{6}\s*"
          autoComplete="off"
          required
          value={code}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </Group>
      {step.isError && <ErrorState error={step.error} />}
    </>
  );
}
