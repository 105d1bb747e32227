import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SandboxFactory, SandboxProblem } from '../../../local/sandbox/platform-sandbox.ts';
import { type Sandbox, startSandbox } from '../../../local/sandbox/sandbox.ts';

/** Counts its calls and acts. */
const counting: SandboxFactory = (world) => {
  const memory = world.memory('counting', () => ({ calls: 0, acts: 0 }));
  return {
    name: 'counting',
    hosts: ['count.example'],
    handle: () => ({
      status: 200,
      body: { calls: ++memory.calls, token: world.newToken('t-'), time: world.now() },
    }),
    act: async ({ kind }) => {
      if (kind === 'accounts') return [];
      if (kind === 'revoke') throw new SandboxProblem('cannot');
      return { acts: ++memory.acts };
    },
  };
};

let folder: string;
let memoryFile: string;
const started: Sandbox[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kaojai-sandbox-'));
  memoryFile = path.join(folder, 'state', 'sandbox.json');
});
afterEach(async () => {
  for (const sandbox of started.splice(0)) await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<Sandbox> {
  const options = { factories: [counting], apps: {}, publicBaseUrl: 'http://127.0.0.1:1', memoryFile };
  const sandbox = await startSandbox(options);
  started.push(sandbox);
  return sandbox;
}

const call = async ({ base }: Sandbox) =>
  (await (await fetch(`${base}/count.example/any`)).json()) as { calls: number; token: string; time: number };

describe("the sandbox's memory", () => {
  it('has every answer in its file before it is given, so that a kill loses nothing', async () => {
    const killed = await start();
    const first = await call(killed);
    expect(JSON.parse(readFileSync(memoryFile, 'utf8'))).toMatchObject({ counting: { calls: 1 } });
    // Nobody stops it.
    const second = await call(await start());
    expect([first.calls, second.calls]).toEqual([1, 2]);
    expect(second.token).not.toBe(first.token);
  });

  it('has what was acted in its file, too', async () => {
    const sandbox = await start();
    await sandbox.act('counting', { kind: 'expire', accountId: '1' });
    expect(JSON.parse(readFileSync(memoryFile, 'utf8'))).toMatchObject({ counting: { acts: 1 } });
  });

  it('leaves no unfinished file behind, and nobody else may read it', async () => {
    await call(await start());
    expect(readdirSync(path.dirname(memoryFile))).toEqual(['sandbox.json']);
    expect(statSync(memoryFile).mode & 0o077).toBe(0);
  });
});

describe("the sandbox's control calls", () => {
  const control = async ({ base }: Sandbox, name: string, body?: object) => {
    const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    const response = await fetch(`${base}/_control${name}`, init);
    return [response.status, await response.json()];
  };

  it('name the platforms', async () => {
    expect(await control(await start(), '')).toEqual([200, { platforms: ['counting'] }]);
  });

  it("set the platforms' clocks ahead", async () => {
    const sandbox = await start();
    const { time } = await call(sandbox);
    expect(await control(sandbox, '/clock', { aheadMs: 3_600_000 })).toEqual([200, { result: null }]);
    expect((await call(sandbox)).time - time).toBeGreaterThanOrEqual(3_600_000);
    await control(sandbox, '/clock', { aheadMs: 0 });
    expect((await call(sandbox)).time - time).toBeLessThan(3_600_000);
  });

  it('make the next calls go wrong', async () => {
    const sandbox = await start();
    await control(sandbox, '/faults', { path: 'count.example', how: { answer: 503 }, times: 1 });
    const status = async () => (await fetch(`${sandbox.base}/count.example/any`)).status;
    expect([await status(), await status()]).toEqual([503, 200]);
  });

  it('act, and say what cannot be', async () => {
    const sandbox = await start();
    const account = { accountId: '1' };
    expect(await control(sandbox, '/counting', { kind: 'expire', ...account })).toEqual([
      200,
      { result: { acts: 1 } },
    ]);
    expect(await control(sandbox, '/counting', { kind: 'revoke', ...account })).toEqual([
      400,
      { error: 'cannot' },
    ]);
  });
});
