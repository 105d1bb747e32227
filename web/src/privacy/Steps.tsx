import { Text, VisuallyHidden } from '@mantine/core';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { dayAndTime } from '../i18n/time.ts';
import { Counts } from './Counts.tsx';
import classes from './privacy.module.css';
import { currentOf, doneOf, type Step, type StepState, stepsOf } from './progress.ts';

const SIGNS: Readonly<Record<StepState, LucideIcon>> = {
  waiting: CircleDashed,
  running: LoaderCircle,
  done: CircleCheck,
  held: CirclePause,
  found: CircleAlert,
  failed: CircleAlert,
};

/** How far a request is, step by step; a screen reader hears each step that is done. */
export function Steps({ request }: { readonly request: Schema<'PrivacyRequest'> }) {
  const { t } = useTranslation();
  const steps = stepsOf(request);
  const current = currentOf(steps);
  const done = t('privacy.progress.done', { done: doneOf(steps), all: steps.length });
  return (
    <>
      <Text size="sm" role="status">
        {done}
        {current && (
          <>
            {' · '}
            {t(`privacy.steps.${current.name}`)}: {t(`privacy.stepStates.${current.state}`)}
          </>
        )}
      </Text>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <StepRow key={step.name} step={step} />
        ))}
      </ol>
    </>
  );
}

function StepRow({ step: { name, state, at, counts } }: { readonly step: Step }) {
  const { t } = useTranslation();
  const Sign = SIGNS[state];
  return (
    <li className={classes.step} data-state={state}>
      <Sign aria-hidden className={classes.sign} />
      <div>
        <Text fw={600}>
          {t(`privacy.steps.${name}`)}
          {state === 'done' || state === 'waiting' ? (
            <VisuallyHidden> {t(`privacy.stepStates.${state}`)}</VisuallyHidden>
          ) : (
            ` · ${t(`privacy.stepStates.${state}`)}`
          )}
        </Text>
        <Text size="sm">{t(`privacy.stepHints.${name}`)}</Text>
        {at && (
          <Text size="sm" c="dimmed">
            {dayAndTime(at)}
          </Text>
        )}
        {counts.length > 0 && (
          <Text size="sm" c="dimmed">
            <Counts counts={counts} />
          </Text>
        )}
      </div>
    </li>
  );
}
