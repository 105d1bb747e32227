import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { dueAtOf } from '../../domain/privacy-request.ts';
import { type TakeDeps, takePublicRequest } from '../../usecases/privacy/take-public-request.ts';
import { bodySize } from '../http-event.ts';
import type { Bilingual } from '../pages/html-page.ts';
import { PRIVACY_CONTACT } from '../platform-callbacks/case-words.ts';
import { type Block, publicDocument } from './public-document.ts';
import { MAX_FORM_BYTES, readForm } from './read-form.ts';
import { type FormState, type PlatformChoice, requestForm } from './request-form.ts';
import * as words from './request-words.ts';

export interface RequestPageDeps extends TakeDeps {
  readonly platforms: readonly PlatformChoice[];
  /** Where this deployment is reached, without a slash at the end. */
  readonly publicBaseUrl: string;
}

type Answer = APIGatewayProxyStructuredResultV2;

/** The form. */
export async function showForm({ platforms }: RequestPageDeps): Promise<Answer> {
  return formPage(200, { platforms });
}

/** Takes the form. Whoever asks, and whatever shop: the same page, with a code. */
export async function takeForm(deps: RequestPageDeps, event: APIGatewayProxyEventV2): Promise<Answer> {
  if (!isFromHere(event, deps.publicBaseUrl)) return plainPage(403, words.FOREIGN);
  if (bodySize(event) > MAX_FORM_BYTES) return plainPage(413, words.TOO_LARGE);
  const form = readForm(
    event,
    deps.platforms.map(({ id }) => id),
  );
  // A machine is told what people are told, and nothing is kept.
  if (form.kind === 'machine') return takenPage(deps.newCode(), dueAtOf(deps.clock.now()));
  if (form.kind === 'wrong') return formPage(422, { platforms: deps.platforms, ...form });
  const taken = await takePublicRequest(deps, form.request, event.requestContext.http.sourceIp);
  if (taken.kind === 'taken') return takenPage(taken.code, taken.dueAt);
  const answer = plainPage(429, words.TOO_MANY);
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(taken.retryAfterSec) } };
}

/** What is shown when the request could not be stored. */
export function awayPage(): Answer {
  return plainPage(503, words.AWAY);
}

/**
 * S08: whether our own page sent the form. Browsers that send neither header send no form from elsewhere without a script; and there is no cookie that
 * another site could make use of.
 */
function isFromHere({ headers }: APIGatewayProxyEventV2, publicBaseUrl: string): boolean {
  const { origin } = headers;
  if (origin !== undefined) return origin === new URL(publicBaseUrl).origin;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

function formPage(status: number, state: FormState): Answer {
  const first: Block[] = state.wrong ? [{ text: words.CORRECT_THIS }] : [];
  const blocks = [...first, ...words.INTRODUCTION.map((text) => ({ text })), ...READ_MORE];
  return publicDocument({ status, title: words.REQUEST_TITLE, blocks, form: requestForm(state) });
}

function takenPage(code: string, dueAt: number): Answer {
  const status: Block = { link: { href: `/privacy/status/${code}`, ...words.STATUS_LINK } };
  const facts: Block[] = [
    { text: { th: `รหัสคำขอ: ${code}`, en: `Code of the request: ${code}` } },
    {
      text: { th: `ตอบภายในวันที่ ${THAI_DATE.format(dueAt)}`, en: `Answered by ${ENGLISH_DATE.format(dueAt)}` },
    },
  ];
  const blocks = [...facts, ...words.NEXT.map((text) => ({ text })), status];
  return publicDocument({ status: 200, title: words.TAKEN_TITLE, blocks });
}

function plainPage(
  status: number,
  { title, text }: { readonly title: Bilingual; readonly text: Bilingual },
): Answer {
  return publicDocument({ status, title, blocks: [{ text }, CONTACT] });
}

const CONTACT: Block = {
  link: {
    href: `mailto:${PRIVACY_CONTACT}`,
    th: `อีเมล: ${PRIVACY_CONTACT}`,
    en: `E-mail: ${PRIVACY_CONTACT}`,
  },
};

const READ_MORE: readonly Block[] = [
  { link: { href: '/privacy', th: 'อ่านนโยบายความเป็นส่วนตัว', en: 'Read the privacy policy' } },
  CONTACT,
];

const DATE = { dateStyle: 'long', timeZone: 'Asia/Bangkok' } as const;
const THAI_DATE = new Intl.DateTimeFormat('th-TH', DATE);
const ENGLISH_DATE = new Intl.DateTimeFormat('en-GB', DATE);
