import type { PrivacySubject } from '../../../../lambdas/domain/privacy-request.ts';
import { privacyApiHandler } from '../../../../lambdas/runtime/privacy-api/handler.ts';
import { eventOf } from '../../../support/agent-calls.ts';
import { RequestsWorld, SUDA } from '../../../support/requests-world.ts';

/** What whoever asks can see: every answer, and what the audit trail says, without the ids that differ between any two requests. */
async function seen(subject: PrivacySubject, known: boolean): Promise<unknown> {
  const world = new RequestsWorld();
  await world.receive(known ? SUDA : 'U_somebody_else');
  const handler = privacyApiHandler(world.main.deps);
  const path = '/v1/privacy/requests';
  const ask = async (method: string, at: string, body?: object) => {
    const call = { method, path: at, user: 'u_officer', ...(body ? { body: JSON.stringify(body) } : {}) };
    const { statusCode, body: text, headers } = await handler(eventOf(call));
    return { status: statusCode, headers, body: String(text) };
  };
  const opened = await ask('POST', path, { type: 'erase', subject });
  const { id } = JSON.parse(opened.body) as { id: string };
  const answers = [
    opened,
    await ask('POST', path, { type: 'erase', subject }),
    await ask('POST', `${path}/${id}/code`),
    await ask('POST', `${path}/${id}/verify`, { method: 'code', code: '999999' }),
    await ask('GET', `${path}/${id}`),
    await ask('GET', path),
    await ask('POST', `${path}/${id}/verify`, { method: 'officer', ground: 'seen the passport' }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 202, 422, 200, 200, 200]);
  expect(world.codesSent()).toBe(known && !('memberId' in subject) ? 1 : 0);
  const text = JSON.stringify({ answers, audited: world.audited, started: world.started });
  return JSON.parse(text.replaceAll(id, 'ID'));
}

describe('S: a request for somebody unknown', () => {
  it('answers like one for somebody known, in every answer and in the audit trail', async () => {
    const subject = { connectionId: 'c_line', platformUserId: SUDA };
    expect(await seen(subject, false)).toEqual(await seen(subject, true));
  });

  it('by a customer id or a connection that nobody has, too', async () => {
    const world = new RequestsWorld();
    await world.receive();
    const customerId = String(world.inbox.heads()[0]?.subjectId);
    const unknown = 'p_nobody_has_this_id_0';
    const plain = (value: unknown, id: string) => JSON.stringify(value).replaceAll(id, 'WHO');
    const known = plain(await seen({ customerId }, true), customerId);
    expect(plain(await seen({ customerId: unknown }, false), unknown)).toBe(known);
  });
});
