import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { OutboundFile } from '../../../ports/account-messaging.ts';
import { type Form, multipart } from '../api/form.ts';

/** A picture in a form. Its own name stays here: nobody sees it in a chat, and it may be anything. */
export async function pictureForm(
  field: string,
  { mimeType, read }: Pick<OutboundFile, 'mimeType' | 'read'>,
  fields: Readonly<Record<string, string>> = {},
): Promise<Form> {
  const ending = mimeType.replace(/^image\//, '').replace('jpeg', 'jpg');
  return multipart(fields, { field, fileName: `picture.${ending}`, mimeType, bytes: await read() });
}

/** "Bad parameters" of Shop and of Business. */
const BAD_PARAMETERS: ReadonlySet<string> = new Set(['45101002', '40002']);

/**
 * For `catch` of an upload, of which only the file can be wrong.
 * @throws PlatformRefusal `content_refused` for bad parameters; everything else as it is
 */
export function fileRefused(error: unknown): never {
  if (error instanceof PlatformRefusal && BAD_PARAMETERS.has(error.platformCode))
    throw new PlatformRefusal('content_refused', 'tiktok', error.platformCode);
  throw error;
}
