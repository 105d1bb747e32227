import type { Schema } from '../../api/client.ts';

export type FileKind = 'image' | 'video' | 'audio' | 'file';

/** How long a text may be, in the platform's own unit. */
export interface TextLimit {
  readonly max: number;
  readonly unit: 'utf16' | 'utf8_bytes' | 'characters';
}

interface FileLimit {
  readonly mimeTypes: readonly string[];
  readonly maxBytes: number;
}

/** What the platform of an account takes; a kind that is absent cannot be sent. */
export type Limits = { readonly text: TextLimit } & Readonly<Partial<Record<FileKind, FileLimit>>>;

/** A connected account. Without limits: it can only be read, or the service is older than the console. */
export type Account = Schema<'Connection'> & { readonly limits?: Limits };

/** Why a file cannot be sent. */
export type FileRefusal =
  | { readonly why: 'kind'; readonly kinds: readonly FileKind[] }
  | { readonly why: 'type'; readonly types: readonly string[] }
  | { readonly why: 'size'; readonly maxBytes: number };

/** All kinds of files. */
export const FILE_KINDS: readonly FileKind[] = ['image', 'video', 'audio', 'file'];

/** The API takes no larger uploads, whatever the platform takes. */
export const MAX_UPLOAD_BYTES = 25 * 1_024 * 1_024;

/** As what a file goes out. */
export function kindOfType(mimeType: string): FileKind {
  const family = mimeType.split('/')[0];
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
}

/** Why the platform would refuse a file; null: it would not. Without limits the API decides. */
export function refusalOf(
  limits: Limits | undefined,
  file: { type: string; size: number },
): FileRefusal | null {
  const tooLarge = (maxBytes: number): FileRefusal | null =>
    file.size > maxBytes ? { why: 'size', maxBytes } : null;
  if (!limits) return tooLarge(MAX_UPLOAD_BYTES);
  const rule = limits[kindOfType(file.type)];
  if (!rule) return { why: 'kind', kinds: FILE_KINDS.filter((kind) => limits[kind]) };
  if (!rule.mimeTypes.includes(file.type)) return { why: 'type', types: rule.mimeTypes };
  return tooLarge(Math.min(rule.maxBytes, MAX_UPLOAD_BYTES));
}

/** What a file picker lets choose. */
export function acceptOf(limits: Limits | undefined): string {
  return limits ? FILE_KINDS.flatMap((kind) => limits[kind]?.mimeTypes ?? []).join(',') : '';
}
