import { loadConfig } from '../../web/src/app/config.ts';
import { Session } from '../../web/src/session/session.ts';

interface Call {
  readonly action: string;
  readonly body: Record<string, unknown>;
}
type Answer = { status?: number; body: object };

const CONFIG = {
  apiUrl: '',
  wsUrl: null,
  cognito: { endpoint: 'https://pool.example', userPoolId: 'pool', clientId: 'app' },
  stage: 'test',
};
const tokens = (name: string, refresh = true): Answer => ({
  body: {
    AuthenticationResult: {
      AccessToken: `access-${name}`,
      ExpiresIn: 3_600,
      ...(refresh && { RefreshToken: `refresh-${name}` }),
    },
  },
});
const refused = (type: string): Answer => ({ status: 400, body: { __type: type } });

let calls: Call[];
let answers: Answer[];
let kept: Map<string, string>;

function fakeStorage(): Storage {
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    key: (i) => [...kept.keys()][i] ?? null,
    clear: () => kept.clear(),
    get length() {
      return kept.size;
    },
  };
}

beforeEach(async () => {
  jest.useFakeTimers({ now: 0, doNotFake: ['queueMicrotask', 'nextTick'] });
  calls = [];
  answers = [{ body: CONFIG }];
  kept = new Map();
  globalThis.sessionStorage = fakeStorage();
  globalThis.fetch = async (_address, init) => {
    if (init?.method === 'POST') {
      const action = new Headers(init.headers).get('x-amz-target')?.split('.').at(-1) ?? '';
      calls.push({ action, body: JSON.parse(String(init.body)) });
    }
    const answer = answers.shift();
    if (!answer) throw new TypeError('no network');
    return Response.json(answer.body, { status: answer.status ?? 200 });
  };
  await loadConfig();
});

afterEach(() => jest.useRealTimers());

async function signedIn(): Promise<Session> {
  const session = new Session();
  answers = [tokens('a')];
  await session.signIn('agent@shop.example', 'secret');
  return session;
}

describe('a session', () => {
  it('begins with email and password', async () => {
    const session = await signedIn();
    expect(calls.map(({ action }) => action)).toEqual(['InitiateAuth']);
    expect(session.state.get()).toEqual({ kind: 'signedIn' });
    expect(await session.accessToken()).toBe('access-a');
  });

  it('keeps the access token in memory only', async () => {
    await signedIn();
    expect([...kept.values()]).toEqual(['refresh-a']);
  });

  it('refreshes the token a minute before it ends, once for all who wait', async () => {
    const session = await signedIn();
    jest.setSystemTime(3_600_000 - 60_001);
    expect(await session.accessToken()).toBe('access-a');
    jest.setSystemTime(3_600_000 - 60_000);
    answers = [tokens('b', false)];
    expect(await Promise.all([session.accessToken(), session.accessToken()])).toEqual([
      'access-b',
      'access-b',
    ]);
    expect(calls.slice(1).map(({ body }) => body.AuthFlow)).toEqual(['REFRESH_TOKEN_AUTH']);
  });

  it('goes on after a reload', async () => {
    await signedIn();
    const reloaded = new Session();
    answers = [tokens('b', false)];
    await reloaded.restore();
    expect(reloaded.state.get()).toEqual({ kind: 'signedIn' });
  });

  it('goes on after a reload without a network, and does not forget the token', async () => {
    await signedIn();
    const reloaded = new Session();
    await reloaded.restore();
    expect(reloaded.state.get()).toEqual({ kind: 'signedIn' });
    expect([...kept.values()]).toEqual(['refresh-a']);
  });

  it('ends when the refresh token is not good any more', async () => {
    await signedIn();
    const reloaded = new Session();
    answers = [refused('NotAuthorizedException')];
    await reloaded.restore();
    expect(reloaded.state.get()).toEqual({ kind: 'signedOut', because: 'expired' });
    expect(kept.size).toBe(0);
  });

  it('leaves nothing behind after signing out, and revokes the token', async () => {
    const session = await signedIn();
    kept.set('kaojai.draft', 'words of somebody');
    const forget = jest.fn();
    session.onSignOut(forget);
    answers = [{ body: {} }];
    await session.signOut();
    expect(kept.size).toBe(0);
    expect(forget).toHaveBeenCalledTimes(1);
    expect(calls.at(-1)).toEqual({ action: 'RevokeToken', body: { ClientId: 'app', Token: 'refresh-a' } });
    expect(await session.accessToken()).toBeNull();
  });

  it('opens nothing with a token that comes after signing out', async () => {
    const session = await signedIn();
    jest.setSystemTime(3_600_000);
    answers = [tokens('late', false), { body: {} }];
    const late = session.accessToken();
    await session.signOut();
    expect(await late).toBeNull();
    expect(await session.accessToken()).toBeNull();
    expect(session.state.get()).toEqual({ kind: 'signedOut', because: 'signedOut' });
  });

  it('ends when the API does not take its token', async () => {
    const session = await signedIn();
    session.lose();
    expect(session.state.get()).toEqual({ kind: 'signedOut', because: 'expired' });
  });
});

describe('signing in', () => {
  it('goes on with a code of the second step', async () => {
    const session = new Session();
    answers = [
      {
        body: {
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session: 's1',
          ChallengeParameters: { USER_ID_FOR_SRP: 'user-1' },
        },
      },
      tokens('a'),
    ];
    await session.signIn('agent@shop.example', 'secret');
    const state = session.state.get();
    if (state.kind !== 'challenge') throw new Error(state.kind);
    await session.answer(state.challenge, '123456');
    expect(calls.at(-1)).toMatchObject({
      action: 'RespondToAuthChallenge',
      body: {
        Session: 's1',
        ChallengeResponses: { USERNAME: 'user-1', SOFTWARE_TOKEN_MFA_CODE: '123456' },
      },
    });
    expect(session.state.get()).toEqual({ kind: 'signedIn' });
  });

  it('sets the second step up where it is demanded', async () => {
    const session = new Session();
    answers = [
      {
        body: {
          ChallengeName: 'MFA_SETUP',
          Session: 's1',
          ChallengeParameters: { USER_ID_FOR_SRP: 'user-1' },
        },
      },
      { body: { SecretCode: 'ABCD', Session: 's2' } },
      { body: { Status: 'SUCCESS', Session: 's3' } },
      tokens('a'),
    ];
    await session.signIn('agent@shop.example', 'secret');
    const state = session.state.get();
    if (state.kind !== 'challenge') throw new Error(state.kind);
    expect(state.challenge).toMatchObject({ kind: 'setUp', secret: 'ABCD', session: 's2' });
    await session.answer(state.challenge, '123456');
    expect(calls.map(({ action }) => action)).toEqual([
      'InitiateAuth',
      'AssociateSoftwareToken',
      'VerifySoftwareToken',
      'RespondToAuthChallenge',
    ]);
    expect(calls.at(-1)?.body).toMatchObject({ ChallengeName: 'MFA_SETUP', Session: 's3' });
  });

  it('replaces a first password', async () => {
    const session = new Session();
    answers = [{ body: { ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: 's1' } }, tokens('a')];
    await session.signIn('agent@shop.example', 'first');
    const state = session.state.get();
    if (state.kind !== 'challenge') throw new Error(state.kind);
    await session.answer(state.challenge, 'better');
    expect(calls.at(-1)?.body.ChallengeResponses).toEqual({
      USERNAME: 'agent@shop.example',
      NEW_PASSWORD: 'better',
    });
  });

  it('says what Cognito said, by its name', async () => {
    const session = new Session();
    answers = [refused('com.amazonaws.cognito#NotAuthorizedException')];
    await expect(session.signIn('agent@shop.example', 'wrong')).rejects.toMatchObject({
      code: 'NotAuthorizedException',
    });
    await expect(session.signIn('agent@shop.example', 'wrong')).rejects.toMatchObject({
      code: 'Unreachable',
    });
  });
});
