import type { SandboxAnswer, SandboxFactory, SandboxRequest } from '../platform-sandbox.ts';
import { act } from './acts.ts';
import { facebookDialog, instagramDialog } from './dialogs.ts';
import { facebookGraph } from './facebook-graph.ts';
import {
  INSTAGRAM_FILES,
  INSTAGRAM_PICTURES,
  MESSENGER_FILES,
  MESSENGER_PICTURES,
  serveFile,
  servePicture,
} from './files.ts';
import { instagramGraph } from './instagram-graph.ts';
import { initialMemory, type Meta } from './memory.ts';
import { instagramShortToken } from './oauth.ts';
import { MetaProblem } from './problems.ts';

export { signedRequest } from './signed-request.ts';

type Handler = (meta: Meta, request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;

const HANDLERS: Readonly<Record<string, Handler>> = {
  'graph.facebook.com': facebookGraph,
  'graph.instagram.com': instagramGraph,
  'api.instagram.com': only(/^\/oauth\/access_token$/, ['POST'], instagramShortToken),
  [MESSENGER_FILES]: serveFile,
  [INSTAGRAM_FILES]: serveFile,
  [MESSENGER_PICTURES]: (_, request) => servePicture(request),
  [INSTAGRAM_PICTURES]: (_, request) => servePicture(request),
  'www.facebook.com': only(/^(\/v\d+\.\d+)?\/dialog\/oauth$/, ['GET', 'POST'], facebookDialog),
  'www.instagram.com': only(/^\/oauth\/authorize$/, ['GET', 'POST'], instagramDialog),
};

/** Plays Meta: Facebook's and Instagram's dialogs, both Graph APIs, the files, deliveries and the deauthorize callback. */
export const metaSandbox: SandboxFactory = (world) => {
  const meta: Meta = { world, memory: world.memory('meta', () => initialMemory(world.now())) };
  return {
    name: 'meta',
    hosts: Object.keys(HANDLERS),
    handle: (request) => answerOf(meta, request),
    act: (action) => act(meta, action),
  };
};

async function answerOf(meta: Meta, request: SandboxRequest): Promise<SandboxAnswer> {
  try {
    const handler = HANDLERS[request.host];
    return handler ? await handler(meta, request) : { status: 404 };
  } catch (error) {
    if (error instanceof MetaProblem) return error.answer;
    throw error;
  }
}

function only(path: RegExp, methods: readonly string[], handler: Handler): Handler {
  return (meta, request) => {
    if (!path.test(request.path)) return { status: 404 };
    return methods.includes(request.method) ? handler(meta, request) : { status: 405 };
  };
}
