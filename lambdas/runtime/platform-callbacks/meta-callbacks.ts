import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { personLink } from '../../connectors/shared/meta/access/links.ts';
import { PRIVACY_APPS } from '../../connectors/shared/meta/privacy-apps.ts';
import { readSignedRequest } from '../../connectors/shared/meta/signed-request.ts';
import { InvalidInput } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import { personPrint } from '../../domain/privacy-case.ts';
import type { WebhookCredentials } from '../../ports/connections.ts';
import type { WebhookCredential } from '../../ports/connector.ts';
import type { Meter } from '../../ports/meter.ts';
import type { PlatformPerson } from '../../usecases/privacy/platform-person.ts';
import { receiveDeauthorization } from '../../usecases/privacy/receive-deauthorization.ts';
import {
  type DeletionDeps,
  receiveDeletionRequest,
} from '../../usecases/privacy/receive-deletion-request.ts';
import { bodyBytes, bodySize } from '../http-event.ts';
import { type CallbackAnswer, emptyAnswer, jsonAnswer } from './answers.ts';

export interface MetaCallbackDeps extends DeletionDeps {
  readonly credentials: WebhookCredentials;
  readonly meter: Meter;
  /** Where this deployment is reached, without a slash at the end. */
  readonly publicBaseUrl: string;
}

/** A signed request has 8 KiB at most. */
export const MAX_BODY_BYTES = 64 * 1024;

/** A person removed the application. Whoever they are, the answer is the same. */
export async function deauthorize(
  deps: MetaCallbackDeps,
  event: APIGatewayProxyEventV2,
): Promise<CallbackAnswer> {
  return withPerson(deps, event, async (person) => {
    await receiveDeauthorization(deps, person);
    return emptyAnswer(200);
  });
}

/** A person wants their data deleted. Meta shows them the code and the address; it takes exactly these two keys. */
export async function requestDeletion(
  deps: MetaCallbackDeps,
  event: APIGatewayProxyEventV2,
): Promise<CallbackAnswer> {
  return withPerson(deps, event, async (person) => {
    const code = await receiveDeletionRequest(deps, person);
    const url = `${deps.publicBaseUrl}/privacy/status/${code}`;
    return jsonAnswer(200, { url, confirmation_code: code });
  });
}

/** Size first, then the signature, and only then whom it is about. */
async function withPerson(
  deps: MetaCallbackDeps,
  event: APIGatewayProxyEventV2,
  answer: (person: PlatformPerson) => Promise<CallbackAnswer>,
): Promise<CallbackAnswer> {
  if (bodySize(event) > MAX_BODY_BYTES) return refuse(deps, 'DeliveryTooLarge', 413);
  const text = new URLSearchParams(bodyBytes(event).toString('utf8')).get('signed_request') ?? '';
  const person = await personOf(deps, text);
  return person ? answer(person) : refuse(deps, 'DeliveryRefused', 401);
}

/** A signature that fails may have been made with a secret that is newer than what we know: look again, once. */
async function personOf(deps: MetaCallbackDeps, text: string): Promise<PlatformPerson | null> {
  const now = deps.clock.now();
  return (
    readPerson(text, await secretsOf(deps, false), now) ?? readPerson(text, await secretsOf(deps, true), now)
  );
}

async function secretsOf(
  { credentials }: MetaCallbackDeps,
  refreshed: boolean,
): Promise<readonly WebhookCredential[]> {
  const found = await Promise.all(PRIVACY_APPS.map((app) => credentials.candidates(app, { refreshed })));
  return found.flat();
}

/** Several secrets of one application share its ref, so each is handed over under its number. */
function readPerson(text: string, found: readonly WebhookCredential[], now: Millis): PlatformPerson | null {
  try {
    const numbered = found.map(({ secret }, i) => ({ ref: String(i), secret }));
    const { ref, userId, issuedAt } = readSignedRequest(text, numbered, now);
    const signer = found[Number(ref)];
    if (!signer) return null;
    const print = personPrint(signer.secret, signer.ref, 'person', userId);
    return { link: personLink(userId), platformUserId: userId, print, issuedAt };
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

function refuse(
  { meter }: MetaCallbackDeps,
  metric: 'DeliveryTooLarge' | 'DeliveryRefused',
  status: 401 | 413,
): CallbackAnswer {
  meter.count(metric, { Platform: 'meta' });
  return emptyAnswer(status);
}
