import { Button, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { Section } from '../ui/Section.tsx';
import { ErrorState } from '../ui/states.tsx';
import type { Actions } from './actions.ts';
import { GroundInput } from './GroundInput.tsx';
import { type RequestStep, useRequestStep } from './queries.ts';

type Choice = 'approve' | 'reject' | 'pause';
const CHOICES: readonly Choice[] = ['approve', 'reject', 'pause'];

interface Props {
  readonly request: Schema<'PrivacyRequest'>;
  readonly actions: Actions;
}

/** An officer agrees, refuses, lets the clock stand or go on. */
export function Decide({ request, actions }: Props) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState<Choice | null>(null);
  const step = useRequestStep(request.id);
  const possible = CHOICES.filter((one) => actions[one]);
  if (possible.length === 0 && !actions.resume) return null;
  return (
    <Section title={t('privacy.decide.title')}>
      <Group>
        {possible.map((one) => (
          <Button
            key={one}
            variant={choice === one ? 'light' : 'default'}
            aria-expanded={choice === one}
            onClick={() => setChoice(choice === one ? null : one)}
          >
            {t(`privacy.decide.${one}`)}
          </Button>
        ))}
        {actions.resume && (
          <Button loading={step.isPending} onClick={() => step.mutate({ do: 'resume' })}>
            {t('privacy.decide.resume')}
          </Button>
        )}
      </Group>
      {step.isError && <ErrorState error={step.error} />}
      {choice && actions[choice] && (
        <DecideForm key={choice} choice={choice} id={request.id} onDone={() => setChoice(null)} />
      )}
    </Section>
  );
}

interface FormProps {
  readonly choice: Choice;
  readonly id: string;
  readonly onDone: () => void;
}

function DecideForm({ choice, id, onDone }: FormProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const step = useRequestStep(id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    step.mutate(decision(choice, words.trim()), { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack align="flex-start">
        <Text size="sm">{t(`privacy.decide.hints.${choice}`)}</Text>
        <GroundInput
          label={t(choice === 'pause' ? 'privacy.decide.ground' : 'privacy.decide.legalBasis')}
          value={words}
          onChange={setWords}
          optional={choice === 'approve'}
        />
        {step.isError && <ErrorState error={step.error} />}
        <Button type="submit" color={choice === 'reject' ? 'red.9' : 'blue.8'} loading={step.isPending}>
          {t(`privacy.decide.${choice}`)}
        </Button>
      </Stack>
    </form>
  );
}

function decision(choice: Choice, words: string): RequestStep {
  if (choice === 'approve') return { do: 'approve', body: words ? { legalBasis: words } : {} };
  if (choice === 'reject') return { do: 'reject', body: { legalBasis: words } };
  return { do: 'pause', body: { ground: words } };
}
