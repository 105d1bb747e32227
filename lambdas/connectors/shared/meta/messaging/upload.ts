import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { OutboundFile, OutboundMessage } from '../../../../ports/account-messaging.ts';
import { EgressError } from '../../../../ports/egress.ts';
import { idField } from '../../fields.ts';
import { formWith } from '../../multipart.ts';
import { type GraphBody, type GraphNode, graphCall } from '../graph/graph.ts';

/** Of 25 MB, with all tries. */
const TIMEOUT_MS = 120_000;

/** Meta ran out of time with a video: the one refusal of a file that a second try may help against. */
const VIDEO_TIMEOUT = '2018294';

/**
 * Hands the bytes to Meta and answers the id by which a message names them. Doing it twice reaches nobody.
 * https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api
 * @throws PlatformRefusal
 * @throws EgressError never with `mayHaveArrived`: nothing of this can be with the customer
 */
export async function upload(
  { graph, node, token }: GraphNode,
  kind: OutboundMessage['kind'],
  file: OutboundFile,
): Promise<string> {
  const path = `/${encodeURIComponent(node)}/message_attachments`;
  const call = {
    method: 'POST',
    path,
    token,
    body: await formOf(kind, file),
    timeoutMs: TIMEOUT_MS,
  } as const;
  const answer = await graphCall(graph, call)
    .catch((error) => {
      if (!isVideoTimeout(error)) throw error;
      return graphCall(graph, call);
    })
    .catch((error) => {
      throw error instanceof EgressError ? reachedNobody(error) : error;
    });
  const id = idField(answer, 'attachment_id');
  if (id !== undefined) return id;
  throw new PlatformRefusal('unavailable', graph.platform, 'no attachment_id');
}

/** Reusable, or Meta promises nothing about sending it; the id ends after 90 days. */
async function formOf(kind: OutboundMessage['kind'], file: OutboundFile): Promise<GraphBody> {
  const message = JSON.stringify({ attachment: { type: kind, payload: { is_reusable: true } } });
  const { name, mimeType } = file;
  return formWith({ message }, { field: 'filedata', name, mimeType, bytes: await file.read() });
}

function isVideoTimeout(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.platformCode.endsWith(`/${VIDEO_TIMEOUT}`);
}

function reachedNobody(error: EgressError): EgressError {
  const { kind, platform, host, rule, status, retryAfterMs } = error;
  return new EgressError({
    kind,
    platform,
    host,
    mayHaveArrived: false,
    ...(rule === undefined ? {} : { rule }),
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
