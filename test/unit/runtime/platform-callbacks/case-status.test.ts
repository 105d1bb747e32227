import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { PrivacyRequestState } from '../../../../lambdas/domain/privacy-request.ts';
import { caseStatus } from '../../../../lambdas/runtime/platform-callbacks/case-status.ts';
import { receiveDeletionRequest } from '../../../../lambdas/usecases/privacy/receive-deletion-request.ts';
import { DAY, NID, NOON, PrivacyWorld } from '../../../support/privacy-world.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

async function setUp(known = true) {
  const world = new PrivacyWorld();
  if (known) world.connect('ws_1', 'c_1', NID, { displayName: 'Nid Shop' });
  const code = await receiveDeletionRequest(world.deps, NID);
  const status = (accept: string | undefined, asked = code) =>
    caseStatus(world.deps, {
      pathParameters: { code: asked },
      headers: accept === undefined ? {} : { accept },
    } as unknown as APIGatewayProxyEventV2);
  const page = async () => (await status(BROWSER)).body ?? '';
  const advance = async (state: PrivacyRequestState) => {
    const [request] = await world.requests.open('ws_1');
    world.advance(request?.id ?? '', { state, completedAt: NOON + DAY });
  };
  return { world, code, status, page, advance };
}

describe('S21: the status of a deletion request', () => {
  it('is exactly five fields for a program', async () => {
    const { code, status, advance } = await setUp();
    const { statusCode, headers, body } = await status('application/json');
    expect([statusCode, headers?.['content-type'], headers?.['cache-control']]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    const open = {
      code,
      state: 'verified',
      receivedAt: '2026-09-21T12:00:00.000Z',
      dueAt: '2026-10-21T12:00:00.000Z',
      completedAt: null,
    };
    expect(JSON.parse(body ?? '')).toEqual(open);
    await advance('completed');
    const ended = { ...open, state: 'completed', completedAt: '2026-09-22T12:00:00.000Z' };
    expect(JSON.parse((await status('application/json')).body ?? '')).toEqual(ended);
  });

  it.each([BROWSER, '*/*', undefined, 'text/html, application/json'])(
    'is a page for a browser: %p',
    async (accept) => {
      const { status } = await setUp();
      const { statusCode, headers, body } = await status(accept);
      expect([statusCode, headers?.['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers?.['x-robots-tag']).toBe('noindex');
      expect(body).toContain('<html lang="th">');
    },
  );

  it('says in both languages when it came, by when it is done, what is deleted and whom to ask', async () => {
    const { page } = await setUp();
    const body = await page();
    for (const text of ['21 กันยายน 2569', '21 ตุลาคม 2569', 'ตรวจสอบคำขอแล้ว', 'ข้อมูลที่จะถูกลบ', 'ไม่ถูกลบ'])
      expect(body).toContain(text);
    for (const text of [
      '21 September 2026',
      '21 October 2026',
      'Verified, waiting',
      'What is deleted',
      'Backups',
    ])
      expect(body).toContain(text);
    expect(body.match(/support@kaojai\.ai/g)?.length).toBe(2);
  });

  it.each<[PrivacyRequestState, string]>([
    ['verifying', 'is being verified'],
    ['held', 'On hold'],
    ['running', 'In progress'],
    ['verifying_erasure', 'nothing is left'],
    ['failed', 'In progress'],
    ['completed', 'has been deleted'],
    ['rejected', 'Refused'],
  ])('says it in words when the request is %s', async (state, words) => {
    const { page, advance } = await setUp();
    await advance(state);
    expect(await page()).toContain(words);
  });

  it('says that nothing was found', async () => {
    const { page } = await setUp(false);
    const body = await page();
    expect(body).toContain('no data found');
    expect(body).toContain('ไม่พบข้อมูล');
    expect(body).toContain('Closed on 21 September 2026');
  });

  it('S11: shows nothing of whoever asked, and opens nothing', async () => {
    const { world, status } = await setUp();
    const asked = jest.spyOn(world.keys, 'existingKey');
    const shown = JSON.stringify([await status(BROWSER), await status('application/json')]);
    for (const secret of [NID.platformUserId, NID.print, 'ws_1', 'c_1', 'Nid Shop'])
      expect(shown).not.toContain(secret);
    expect(asked).not.toHaveBeenCalled();
  });

  it.each(['CaseNumber0000009', 'x', '../CaseNumber0000001', '_#print_of_nid', ''])(
    'is not there for %p',
    async (code) => {
      const { status } = await setUp();
      const json = await status('application/json', code);
      expect([json.statusCode, JSON.parse(json.body ?? '').error.code]).toEqual([404, 'not_found']);
      const page = await status(BROWSER, code);
      expect([page.statusCode, page.headers?.['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(page.body).toContain('There is no such request');
      if (code) expect(page.body).not.toContain(code === 'x' ? '>x<' : code);
    },
  );
});
