import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Endpoints } from '../../../local/cloud/endpoints.ts';
import { consentPage, decisionOf, redirectTo } from '../../../local/sandbox/consent-page.ts';
import type { SandboxFactory } from '../../../local/sandbox/platform-sandbox.ts';
import { startSandbox } from '../../../local/sandbox/sandbox.ts';

/** How the fake product misbehaves. */
export interface Flaws {
  readonly keepsReceiving?: boolean;
  readonly storesTwice?: boolean;
  readonly refusesCallback?: boolean;
  readonly grantsNothing?: boolean;
  readonly platformIsDeaf?: boolean;
}

interface FakeConnection {
  id: string;
  accountId: string;
  state: string;
  texts: string[];
}

export interface TourWorld {
  readonly endpoints: Endpoints;
  stop(): Promise<void>;
}

/** A platform with two accounts behind one person, and a product that knows just enough of the contract for the tour. */
export async function tourWorld(flaws: Flaws = {}): Promise<TourWorld> {
  const connections: FakeConnection[] = [];
  const product = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const url = new URL(request.url ?? '/', 'http://product');
    const call = { method: request.method, url, headers: request.headers, body: Buffer.concat(chunks) };
    const { status, body, cookie } = answer(call as Call, connections, flaws, sandbox.base);
    response
      .writeHead(status, cookie ? { 'set-cookie': cookie } : {})
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(product.address() as AddressInfo).port}`;
  const factories = [loft(flaws.platformIsDeaf ?? false)];
  const sandbox = await startSandbox({ factories, apps: {}, publicBaseUrl: apiUrl });
  const endpoints = {
    apiUrl,
    sandboxUrl: sandbox.base,
    cognito: { endpoint: `${apiUrl}/cognito`, userPoolId: 'p', clientId: 'c' },
    users: [{ workspaceId: 'w', email: 'owner@shop.example', password: 'x', role: 'owner' }],
  } as unknown as Endpoints;
  return {
    endpoints,
    stop: async () => {
      await sandbox.stop();
      product.close().closeAllConnections();
    },
  };
}

/** Plays a platform that delivers every message to one address. */
function loft(isDeaf: boolean): SandboxFactory {
  return (world) => ({
    name: 'loft',
    hosts: ['consent.loft.example'],
    handle: (request) => {
      const back = request.query.get('redirect_uri') ?? '';
      const state = request.query.get('state') ?? '';
      if (decisionOf(request)?.get('person') === 'Nok') return redirectTo(back, { code: 'c', state });
      const person = (value: string) => ({ name: 'person', value, label: value, type: 'radio' as const });
      const choices = [person('Somebody'), person('Nok')];
      return consentPage({ platform: 'Loft', appName: 'KaoJai', scopes: [], choices });
    },
    act: async (action) => {
      const account = (accountId: string, login: string, more: object) => {
        return { platform: 'pigeon', login, accountId, displayName: `Loft ${accountId}`, ...more };
      };
      if (action.kind === 'accounts')
        return [
          account('1', 'consent', { person: 'Nok' }),
          account('2', 'consent', { person: 'Nok' }),
          account('3', 'typed', { credentials: { key: 'k' } }),
        ];
      if (action.kind !== 'message' || isDeaf) return { messageId: 'm', delivered: false };
      const body = Buffer.from(JSON.stringify({ accountId: action.accountId, text: action.text }));
      const status = await world.deliver(`${world.publicBaseUrl}/webhooks/pigeon`, {}, body);
      return { messageId: 'm', delivered: status === 200 };
    },
  });
}

interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly cookie?: string;
}

function answer(call: Call, connections: FakeConnection[], flaws: Flaws, sandbox: string): Answer {
  const { method, url } = call;
  const path = url.pathname;
  if (path === '/cognito') return { status: 200, body: { AuthenticationResult: { AccessToken: 'token' } } };
  if (path === '/webhooks/pigeon') return receive(call, connections, flaws);
  if (path === '/oauth/pigeon/callback') return comeBack(call, connections, flaws);
  if (call.headers.authorization !== 'Bearer token') return { status: 401 };
  if (path === '/v1/connections' && method === 'POST') return begin(call, connections, sandbox);
  if (path === '/v1/connections') return { status: 200, body: { items: connections.map(view) } };
  if (path === '/v1/conversations') {
    const id = url.searchParams.get('connectionId');
    return { status: 200, body: { items: connections.filter((one) => one.id === id).map(() => ({ id })) } };
  }
  const [, , , id = '', more] = path.split('/');
  const connection = connections.find((one) => one.id === id);
  if (!connection) return { status: 404, body: {} };
  if (more === 'timeline') {
    const items = connection.texts.map((text) => ({ type: 'message', text }));
    return { status: 200, body: { items } };
  }
  if (more === 'choices') return choose(call, connection);
  if (method === 'DELETE') connection.state = 'disconnected';
  return { status: 200, body: view(connection) };
}

function view({ id, accountId, state }: FakeConnection): object {
  return { id, platform: 'pigeon', accountId, webhookUrl: '', state, health: { problem: null } };
}

function begin({ body, headers }: Call, connections: FakeConnection[], sandbox: string): Answer {
  const { credentials } = JSON.parse(body.toString()) as { credentials?: { key?: string } };
  const id = `c${connections.length}`;
  if (credentials) {
    const connected = { id, accountId: '3', state: 'connected', texts: [] };
    connections.push(connected);
    return { status: credentials.key === 'k' ? 201 : 422, body: view(connected) };
  }
  connections.push({ id, accountId: '', state: 'pending', texts: [] });
  const redirectUri = encodeURIComponent(`http://${headers.host}/oauth/pigeon/callback`);
  const authorizeUrl = `${sandbox}/consent.loft.example/allow?state=${id}&redirect_uri=${redirectUri}`;
  return { status: 201, body: { id, authorizeUrl }, cookie: `consent=${id}; HttpOnly; SameSite=Lax` };
}

function comeBack({ url, headers }: Call, connections: FakeConnection[], flaws: Flaws): Answer {
  const connection = connections.find(({ id }) => id === url.searchParams.get('state'));
  if (flaws.refusesCallback || headers.cookie !== `consent=${connection?.id}`)
    return { status: 400, body: 'other browser' };
  if (!flaws.grantsNothing) return { status: 200 };
  connections.splice(connections.indexOf(connection as FakeConnection), 1);
  const body = '<section lang="th">ไม่</section><section lang="en"><h1>Not</h1> <p>connected.</p></section>';
  return { status: 200, body };
}

function choose({ method, body }: Call, connection: FakeConnection): Answer {
  const items = ['1', '2'].map((accountId) => ({ accountId }));
  if (method === 'GET') return { status: 200, body: { items } };
  const { accountIds } = JSON.parse(body.toString()) as { accountIds: string[] };
  Object.assign(connection, { accountId: accountIds[0], state: 'connected' });
  return { status: 200, body: { items: [view(connection)] } };
}

function receive({ body }: Call, connections: FakeConnection[], flaws: Flaws): Answer {
  const { accountId, text } = JSON.parse(body.toString()) as { accountId: string; text: string };
  const connection = connections.find((one) => one.accountId === accountId);
  if (!connection || (connection.state !== 'connected' && !flaws.keepsReceiving)) return { status: 401 };
  connection.texts.push(text, ...(flaws.storesTwice ? [text] : []));
  return { status: 200 };
}
