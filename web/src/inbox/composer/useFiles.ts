import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type Limits, refusalOf } from '../data/limits.ts';
import { changeDraft, draftOf } from './drafts.ts';
import { upload } from './upload.ts';
import { useRefusalText } from './useRefusalText.ts';
import { useSendRefusalText } from './useSendRefusalText.ts';

/** Adds files to a draft; what the platform would refuse is refused here, with the reason. */
export function useFiles(conversationId: string, limits: Limits | undefined) {
  const { t } = useTranslation();
  const refusalText = useRefusalText();
  const sendRefusalText = useSendRefusalText();
  const [uploading, setUploading] = useState<readonly string[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const refuse = (problem: string) => setProblems((all) => [...all, problem]);
  const limitsNow = useRef(limits);
  limitsNow.current = limits;
  const addOne = async (file: File) => {
    const refusal = refusalOf(limitsNow.current, file);
    if (refusal) return refuse(refusalText(file.name, refusal));
    setUploading((names) => [...names, file.name]);
    try {
      const added = await upload(file);
      changeDraft(conversationId, { mode: 'reply', files: [...draftOf(conversationId).get().files, added] });
    } catch (error) {
      refuse(t('inbox.files.failed', { name: file.name, why: sendRefusalText(error) }));
    } finally {
      setUploading((names) => names.toSpliced(names.indexOf(file.name), 1));
    }
  };
  const add = (files: Iterable<File>) => {
    setProblems([]);
    void Promise.all([...files].map(addOne));
  };
  return { uploading, problems, add, dismiss: () => setProblems([]) };
}
