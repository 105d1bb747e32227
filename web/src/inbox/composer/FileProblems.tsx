import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Composer.module.css';

/** Why files were not added: beside the field, where nothing is covered by it. */
export function FileProblems({
  problems,
  onDismiss,
}: {
  problems: readonly string[];
  onDismiss: () => void;
}) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <div className={classes.problems} role="alert">
      <div>
        {problems.map((problem) => (
          <div key={problem}>{problem}</div>
        ))}
      </div>
      <CloseButton size="sm" aria-label={t('inbox.files.dismiss')} onClick={onDismiss} />
    </div>
  );
}
