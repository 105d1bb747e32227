import { createHmac, randomInt } from 'node:crypto';
import type { Millis, PlatformId } from './platform.ts';
import {
  dueAtOf,
  hasEnded,
  type PrivacyRequestState,
  type PrivacyRequestType,
  type RequestProgress,
} from './privacy-request.ts';
import type { SecretText } from './secret-text.ts';

/** What a platform or its list asked to have deleted, across workspaces. Holds nothing personal: whoever knows the code may see it. */
export interface PrivacyCase {
  readonly code: string;
  readonly receivedAt: Millis;
  readonly dueAt: Millis;
  /** Set where nothing was found to delete; otherwise the requests say when they ended. */
  readonly completedAt: Millis | null;
  readonly requests: readonly CaseRequest[];
  /** What the public request page was asked for; absent: deletion, by a platform. */
  readonly asked?: PrivacyRequestType;
  /** Of a case that ended without requests: the operator could not act on it. */
  readonly outcome?: 'rejected';
}

/** A privacy request that a case makes, by its ids. */
export interface CaseRequest {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly platform: PlatformId;
  readonly requestId: string;
}

/** A case as its status page shows it. */
export interface CaseProgress {
  readonly state: PrivacyRequestState;
  readonly completedAt: Millis | null;
}

/** The page is there for this long: a year is advised, and nobody asks later than that. */
export const CASE_DAYS = 730;

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 119 bits of chance in letters and digits, which is all that Meta takes; says nothing of who asked. */
export function newCaseCode(): string {
  return Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}

/** Whether a string can be a case's code. */
export function isCaseCode(value: string): boolean {
  return /^[A-Za-z0-9]{16,64}$/.test(value);
}

/** A case that has just come in; one for which nothing was found is completed at once. */
export function openedCase(code: string, receivedAt: Millis, found: boolean): PrivacyCase {
  const completedAt = found ? null : receivedAt;
  return { code, receivedAt, dueAt: dueAtOf(receivedAt), completedAt, requests: [] };
}

/**
 * Stands for whoever asked, where their id may not be kept: HMAC-SHA-256 with the secret that signed the request, so that nobody can try
 * ids without it, and no further secret has to be kept. After a change of the secret the same person has another one.
 */
export function personPrint(secret: SecretText, app: string, ...who: readonly [string, ...string[]]): string {
  return createHmac('sha256', secret.reveal())
    .update(JSON.stringify(['privacy case', app, ...who]))
    .digest('base64url')
    .slice(0, 22);
}

/** From the one that needs somebody's hand to the one that is nearly there. */
const WORST_FIRST: readonly PrivacyRequestState[] = [
  'failed',
  'received',
  'verifying',
  'verified',
  'held',
  'running',
  'verifying_erasure',
];

/** How far a case is: as far as the last of its requests. Null stands for a request that is not written yet. */
export function caseProgress(
  { completedAt, outcome }: Pick<PrivacyCase, 'completedAt' | 'outcome'>,
  requests: readonly (RequestProgress | null)[],
): CaseProgress {
  if (requests.length === 0)
    return { state: completedAt === null ? 'received' : (outcome ?? 'completed'), completedAt };
  const states = requests.map((request) => request?.state ?? 'received');
  const worst = WORST_FIRST.find((state) => states.includes(state));
  if (worst !== undefined) return { state: worst, completedAt: null };
  return {
    // Whoever asked has to hear of a refusal, even if the rest was deleted.
    state: states.includes('rejected') ? 'rejected' : 'completed',
    completedAt: Math.max(...requests.map((request) => request?.completedAt ?? 0)),
  };
}

/** Nothing more happens to the case. */
export function caseHasEnded(progress: CaseProgress): boolean {
  return hasEnded(progress);
}
