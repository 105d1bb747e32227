import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { isCaseCode } from '../../domain/privacy-case.ts';
import { type CaseDeps, type CaseView, readCase } from '../../usecases/privacy/read-case.ts';
import { htmlPage } from '../pages/html-page.ts';
import { type CallbackAnswer, jsonAnswer } from './answers.ts';
import { CASE_TITLES, caseParagraphs, UNKNOWN_CASE } from './case-words.ts';

/** What became of a deletion request, for whoever has its code; for programs in JSON. */
export async function caseStatus(deps: CaseDeps, event: APIGatewayProxyEventV2): Promise<CallbackAnswer> {
  const code = event.pathParameters?.code ?? '';
  // What no code looks like need not be looked up.
  const view = isCaseCode(code) ? await readCase(deps, code) : null;
  return wantsJson(event) ? jsonStatus(view) : pageStatus(view);
}

/** A browser names HTML. */
function wantsJson({ headers }: APIGatewayProxyEventV2): boolean {
  const accept = headers.accept ?? '';
  return /application\/json/i.test(accept) && !/text\/html/i.test(accept);
}

function jsonStatus(view: CaseView | null): CallbackAnswer {
  if (view === null)
    return jsonAnswer(404, { error: { code: 'not_found', message: 'there is no such request' } });
  const { code, state, receivedAt, dueAt, completedAt } = view;
  return jsonAnswer(200, {
    code,
    state,
    receivedAt: new Date(receivedAt).toISOString(),
    dueAt: new Date(dueAt).toISOString(),
    completedAt: completedAt === null ? null : new Date(completedAt).toISOString(),
  });
}

function pageStatus(view: CaseView | null): CallbackAnswer {
  if (view === null) return htmlPage({ status: 404, ...UNKNOWN_CASE });
  return htmlPage({
    status: 200,
    title: CASE_TITLES[view.asked ?? 'erase'],
    paragraphs: caseParagraphs(view),
  });
}
