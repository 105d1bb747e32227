import { MAX_FILE_BYTES, uploadOf } from '../../domain/attachment.ts';
import type { Millis } from '../../domain/platform.ts';
import type { InboundFile, MediaSource } from '../../ports/account-messaging.ts';
import type { Connection } from '../../ports/connections.ts';
import { openAccount } from '../connecting/open-account.ts';
import type { FoundFile } from './find-file.ts';
import type { MediaDeps } from './media-deps.ts';
import { type Outcome, outcomeOfStatus } from './outcome.ts';

/** The bytes of a file, to be read or closed; or why there are none. */
export type OpenedSource =
  | { readonly kind: 'bytes'; readonly chunks: AsyncIterable<Buffer>; close(): void }
  | { readonly kind: 'none'; readonly outcome: Outcome };

/** The whole download; leaves the function time to finish what it began. */
const DOWNLOAD_MS: Millis = 90_000;

/**
 * Opens a file where it is: what a member uploaded, what the platform's API hands out, or a plain address.
 * @throws EgressError; @throws PlatformRefusal
 */
export async function openSource(
  deps: MediaDeps,
  connection: Connection,
  found: FoundFile,
): Promise<OpenedSource> {
  const upload = uploadOf(found.message.direction, found.attachment);
  if (upload !== null) return openUpload(deps, connection.workspaceId, upload);
  const source = await sourceOf(deps, connection, found);
  if (source === null) return none({ state: 'failed', reason: 'no_address' });
  if (source.kind === 'gone') return none({ state: 'expired', reason: 'gone' });
  if (source.kind === 'not_yet')
    return none({ state: 'later', reason: 'not_ready', afterMs: source.retryAfterMs });
  return download(deps, connection, source);
}

async function openUpload(deps: MediaDeps, workspaceId: string, id: string): Promise<OpenedSource> {
  const found = await deps.attachments.upload(workspaceId, id);
  const file = found && { kind: 'upload' as const, workspaceId, id: found.upload.objectId };
  const chunks = file && (await deps.objects.read(file));
  return chunks
    ? { kind: 'bytes', chunks, close: () => {} }
    : none({ state: 'expired', reason: 'upload_gone' });
}

/** Null: the platform gave neither an address nor a way to ask for one. */
async function sourceOf(
  deps: MediaDeps,
  connection: Connection,
  { attachment, content }: FoundFile,
): Promise<MediaSource | null> {
  const { kind, url, mediaId } = attachment;
  const file: InboundFile = {
    kind,
    ...(url === undefined ? {} : { url }),
    ...(mediaId === undefined ? {} : { mediaId }),
    data: content.data,
  };
  const connector = deps.connectors.find(({ manifest }) => manifest.id === connection.platform);
  const messaging = await connector?.messaging?.();
  if (messaging?.source) {
    const use = { actor: { kind: 'function', name: 'media-worker' }, reason: 'fetch_file' } as const;
    const opened = await openAccount(deps, connection, use);
    // Without an authorisation only a plain address is left.
    if (opened) return messaging.source(opened.calls, opened.account, file);
  }
  return url === undefined ? null : { kind: 'address', url };
}

async function download(
  deps: MediaDeps,
  { id, platform }: Connection,
  { url, headers }: Extract<MediaSource, { kind: 'address' }>,
): Promise<OpenedSource> {
  const stream = await deps.egress.download({
    platform,
    purpose: 'media',
    method: 'GET',
    url,
    ...(headers ? { headers } : {}),
    timeoutMs: DOWNLOAD_MS,
    maxBytes: MAX_FILE_BYTES,
    idempotent: true,
    retryBudget: id,
  });
  const outcome = outcomeOfStatus(stream.status, stream.retryAfterMs);
  if (outcome === null) return { kind: 'bytes', chunks: stream.chunks, close: () => stream.close() };
  stream.close();
  return none(outcome);
}

function none(outcome: Outcome): OpenedSource {
  return { kind: 'none', outcome };
}
