import { ApiError } from '../../api/api-error.ts';
import { answerOf, api } from '../../api/client.ts';
import { kindOfType } from '../data/limits.ts';
import type { DraftFile } from './drafts.ts';

type UploadType = NonNullable<Parameters<typeof startUpload>[0]>['mimeType'];

function startUpload(body: { name: string; mimeType: never; size: number }) {
  return answerOf(api().POST('/v1/attachments', { body }));
}

/** Lays a file where it is sent from. @throws ApiError */
export async function upload(file: File): Promise<DraftFile> {
  const { id, uploadUrl, method, headers } = await startUpload({
    name: file.name || 'file',
    // The API says which types it takes.
    mimeType: file.type as UploadType,
    size: file.size,
  });
  const answer = await fetch(uploadUrl, { method, headers, body: file, credentials: 'omit' }).catch(
    () => null,
  );
  if (!answer?.ok)
    throw new ApiError(answer?.status ?? 0, {
      code: 'upload_failed',
      message: 'The file could not be uploaded.',
    });
  return { attachmentId: id, name: file.name || 'file', kind: kindOfType(file.type) };
}
