import { signatureOf } from '../../../../../lambdas/connectors/lazada/api/signature.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import { fakeCalls, paramsOf, SELLER, TOKENS } from '../access/fake-calls.ts';
import { access, app, appKey, appSecret } from '../access/world.ts';

const NOW = 1767225600000;
const TOKEN = '50000200aTestTokenTh0001';
const SESSION = '100245518_2_700312455_1_103';
const system = { app_key: appKey, sign_method: 'sha256', timestamp: String(NOW) };

const L1 = '635D1C3B0EED5F15EBB775F76677EFAA9B598F528BB1201D5E5D64FBF4C35B81';
const L2 = 'E681CBC463620861CAF1EE0DE5D76C705D89D1DF6A9B6219E19F5C6F6A4112EA';
const L3 = 'C3C3A9C529B08177A20F67927D7646B3B04B74CF0DD03BD54C797FB824C63677';
const L4 = '55281390500AD35E4E40BAC720229E9DB36E84CBB1B4338032B3CA5A1F5AD2B7';
const L5 = '250FEC7158C353F5AA9640DE9B933CA3E941D23290B39F675F364D8796B1B2BD';

const list = { ...system, access_token: TOKEN, page_size: '20', start_time: '1767225599000' };

describe('Lazada call signatures, the vectors of the specification', () => {
  it('L0: the official example', () => {
    const params = {
      timestamp: '1517820392000',
      sign_method: 'sha256',
      order_id: '1234',
      access_token: 'test',
      app_key: '123456',
    };
    expect(signatureOf('/order/get', params, 'helloworld')).toBe(
      '4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A',
    );
  });

  it('L1: a code', () => {
    const params = { ...system, code: '0_104922_Cl3VmMr6W6YC6cx6' };
    expect(signatureOf('/auth/token/create', params, appSecret)).toBe(L1);
  });

  it('L2: what is empty, undefined or the signature itself is not signed', () => {
    expect(signatureOf('/im/session/list', { ...list, last_session_id: '' }, appSecret)).toBe(L2);
    expect(signatureOf('/im/session/list', { ...list, last_session_id: undefined }, appSecret)).toBe(L2);
    expect(signatureOf('/im/session/list', { ...list, sign: L1 }, appSecret)).toBe(L2);
  });

  it('L3: Thai, emoji, space and & as they are', () => {
    const txt = 'ส่งของวันนี้ค่ะ 😊 & ขอบคุณ';
    const params = { ...system, access_token: TOKEN, session_id: SESSION, template_id: '1', txt };
    expect(signatureOf('/im/message/send', params, appSecret)).toBe(L3);
    const encoded = { ...params, txt: encodeURIComponent(txt) };
    expect(signatureOf('/im/message/send', encoded, appSecret)).not.toBe(L3);
  });

  it('L4: a session that is read', () => {
    const params = {
      ...system,
      access_token: TOKEN,
      session_id: SESSION,
      last_read_message_id: '3aQ1f0G0BtmTH0001',
    };
    expect(signatureOf('/im/session/read', params, appSecret)).toBe(L4);
  });

  it('L5: a refresh', () => {
    const params = { ...system, refresh_token: '50001200rTestRefreshTh0001' };
    expect(signatureOf('/auth/token/refresh', params, appSecret)).toBe(L5);
  });

  it.each([
    ['the name with /rest', '/rest/im/session/list', list, appSecret],
    ['another secret', '/im/session/list', list, 'another'],
    ['a changed value', '/im/session/list', { ...list, page_size: '10' }, appSecret],
    ['one parameter more', '/im/session/list', { ...list, partner_id: 'sdk' }, appSecret],
  ])('is another one for %s', (_name, api, params, secret) => {
    expect(signatureOf(api, params, secret)).not.toBe(L2);
  });
});

describe('Lazada calls as they are sent', () => {
  const account = (now: number, refresh?: string): Account => ({
    connectionId: 'c',
    accountId: '100245518',
    surface: 'main',
    login: 'seller',
    features: ['inbox'],
    webhookUrl: 'https://api.example/webhooks/lazada',
    app,
    tokens: access.readCredentials({ accessToken: TOKEN, ...(refresh ? { refreshToken: refresh } : {}) })
      .tokens,
    facts: {},
    now,
  });

  it('L1: the code goes to the host of all countries, in the body, signed, and once', async () => {
    const calls = fakeCalls(TOKENS, SELLER);
    const code = new SecretText('0_104922_Cl3VmMr6W6YC6cx6');
    const request = { login: 'seller', app, code, redirectUri: 'https://r', scopes: [], facts: {}, now: NOW };
    await access.exchange?.(calls as PlatformCalls, request);
    const [create] = calls.sent;
    expect(create).toMatchObject({
      method: 'POST',
      url: 'https://auth.lazada.com/rest/auth/token/create',
      headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
      idempotent: false,
    });
    expect(create && paramsOf(create)).toEqual({ ...system, code: code.reveal(), sign: L1 });
  });

  it('L2: a read goes to Thailand with everything in the query, without what is empty', async () => {
    const calls = fakeCalls({ code: '0', data: {} });
    const cursor = JSON.stringify({ sessions: { startTime: '1767225599000' }, pending: [] });
    await access.history?.(calls, account(NOW), { since: null, cursor });
    const [call] = calls.sent;
    expect(call).toMatchObject({ method: 'GET', idempotent: true });
    expect(call?.url).toMatch(/^https:\/\/api\.lazada\.co\.th\/rest\/im\/session\/list\?/);
    expect(call && paramsOf(call)).toEqual({ ...list, sign: L2 });
  });

  it('L5: a refresh token goes in the body', async () => {
    const calls = fakeCalls(TOKENS);
    await access.renew?.(calls, account(NOW, '50001200rTestRefreshTh0001'));
    const [call] = calls.sent;
    expect(call).toMatchObject({
      method: 'POST',
      url: 'https://auth.lazada.com/rest/auth/token/refresh',
      idempotent: false,
    });
    expect(call && paramsOf(call).sign).toBe(L5);
  });
});
