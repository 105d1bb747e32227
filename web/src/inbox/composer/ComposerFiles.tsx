import { CloseButton, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Composer.module.css';
import { changeDraft, type DraftFile } from './drafts.ts';

interface Props {
  readonly conversationId: string;
  readonly files: readonly DraftFile[];
  readonly uploading: readonly string[];
}

/** What goes out with the text. */
export function ComposerFiles({ conversationId, files, uploading }: Props) {
  const { t } = useTranslation();
  if (files.length === 0 && uploading.length === 0) return null;
  const remove = (file: DraftFile) =>
    changeDraft(conversationId, { files: files.filter((one) => one !== file) });
  return (
    <ul className={classes.files} aria-label={t('inbox.files.label')}>
      {files.map((file) => (
        <li key={file.attachmentId}>
          <bdi>{file.name}</bdi>
          <CloseButton
            size="sm"
            aria-label={t('inbox.files.remove', { name: file.name })}
            onClick={() => remove(file)}
          />
        </li>
      ))}
      {uploading.map((name, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two files may have the same name.
        <li key={`${name} ${i}`}>
          <Loader size="xs" aria-label={t('inbox.files.uploading')} /> <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}
