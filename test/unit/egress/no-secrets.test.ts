import net from 'node:net';
import { inspect } from 'node:util';
import type { EgressCall, EgressError } from '../../../lambdas/ports/egress.ts';
import {
  addresses,
  aWorld,
  CANARY,
  closeServers,
  errorOf,
  mediaCall,
  read,
  type World,
  type WorldSetup,
} from './gate-world.ts';

afterEach(closeServers);

/** Secrets wherever a call can hold some. */
const SECRET: EgressCall = mediaCall({
  url: `https://cdn.line.me/${CANARY}/x?token=${CANARY}#${CANARY}`,
  headers: { Authorization: `Bearer ${CANARY}`, 'x-key': CANARY },
  idempotent: false,
});

const answerWith = (text: string): WorldSetup => ({
  server: net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(text));
  }),
});

const head = (status: string, ...lines: string[]) =>
  [`HTTP/1.1 ${status}`, `x-key: ${CANARY}`, ...lines, '', CANARY].join('\r\n');

interface Case {
  readonly code: string;
  readonly setup?: WorldSetup;
  readonly call?: Partial<EgressCall>;
  readonly run?: (world: World, call: EgressCall) => Promise<unknown>;
}

const CASES: Readonly<Record<string, Case>> = {
  'a host off the list': {
    code: 'egress_refused',
    call: { url: `https://evil.example/${CANARY}?${CANARY}` },
  },
  'user info': { code: 'egress_refused', call: { url: `https://${CANARY}:${CANARY}@cdn.line.me/` } },
  'an address that cannot be read': {
    code: 'egress_refused',
    call: { url: `https://[${CANARY}]/${CANARY}` },
  },
  'a path instead of an address': { code: 'egress_refused', call: { url: `/${CANARY}` } },
  'a scheme': { code: 'egress_refused', call: { url: `data:text/plain,${CANARY}` } },
  'a malformed header': { code: 'egress_refused', call: { headers: { 'x-a': `${CANARY}\n` } } },
  'a private address': {
    code: 'egress_refused',
    setup: { options: { resolve: async () => addresses('10.0.0.1') } },
  },
  'a redirect': {
    code: 'egress_refused',
    setup: answerWith(head('302 Found', `location: https://evil.example/${CANARY}?${CANARY}`)),
  },
  'a redirect to nothing': {
    code: 'egress_refused',
    setup: answerWith(head('302 Found', `location: https://[${CANARY}]/`)),
  },
  'a resolver that quotes': {
    code: 'egress_unreachable',
    setup: {
      options: {
        resolve: async () => {
          throw new Error(`cannot resolve for ${CANARY}`);
        },
      },
    },
  },
  'an answer that is not HTTP': { code: 'egress_interrupted', setup: answerWith(`${CANARY}\r\n\r\n`) },
  'a reset amid the body': {
    code: 'egress_interrupted',
    setup: answerWith(head('200 OK', 'content-length: 1000')),
  },
  silence: {
    code: 'egress_timeout',
    setup: { ...answerWith(''), server: net.createServer(), limits: { headersMs: 30 } },
  },
  'a large answer': { code: 'egress_too_large', setup: answerWith(head('200 OK')), call: { maxBytes: 3 } },
  'a large stream': {
    code: 'egress_too_large',
    setup: answerWith(head('200 OK')),
    call: { maxBytes: 3 },
    run: async ({ gate }, call) => read((await gate.download(call)).chunks),
  },
  'a wrong type': {
    code: 'egress_wrong_type',
    setup: answerWith(head('200 OK', `content-type: ${CANARY}/${CANARY}`)),
    call: { types: ['image/*'] },
  },
  'a long wait': {
    code: 'egress_asked_to_wait',
    setup: answerWith(head('429 Slow Down', 'retry-after: 3600')),
    call: { idempotent: true },
  },
};

describe('S11: errors carry no secrets', () => {
  it.each(Object.entries(CASES))('%s', async (_, { code, setup = {}, call = {}, run }) => {
    const world = await aWorld(setup);
    const doing = run ?? (({ gate }, secret) => gate.request(secret));
    const error = await errorOf(doing(world, { ...SECRET, ...call }));
    expect(error.code).toBe(code);
    expect(everythingOf(error)).not.toContain(CANARY);
    expect(error.platform).toBe('line');
    expect(error.cause).toBeUndefined();
  });
});

/** Whatever a logger could print of an error. */
function everythingOf(error: EgressError): string {
  return [
    inspect(error, { depth: Infinity, showHidden: true }),
    JSON.stringify(error),
    error.stack,
    String(error),
  ].join('\n');
}
