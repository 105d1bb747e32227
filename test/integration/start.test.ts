import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePortFrom } from '../../local/cloud/ports.ts';

const PORT_FROM = 5700;

let state = '';
beforeEach(() => {
  state = mkdtempSync(path.join(tmpdir(), 'kaojai-start-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

/** `npm start` as a terminal runs it: a process group of its own. */
async function start() {
  const port = await freePortFrom(PORT_FROM);
  const args = ['local/launch.mjs', 'start', '--no-demo', '--port', String(port), '--state', state];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let printed = '';
  const print = (chunk: Buffer) => {
    printed += chunk;
  };
  child.stdout?.on('data', print);
  child.stderr?.on('data', print);
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', () => printed.includes(text) && resolve());
      child.once('close', () => reject(new Error(`ended without a word of "${text}":\n${printed}`)));
    });
  return { child, says, ended, printed: () => printed };
}

/** What a terminal's Ctrl-C sends; npm and the launcher pass it on, so that it arrives twice. */
function ctrlC(child: ChildProcess): void {
  for (let times = 0; times < 2; times++) process.kill(-(child.pid ?? 0), 'SIGINT');
}

/** Processes of this machine that know the state's folder, by their arguments or their environment: the emulator and its workers do. */
function left(): string[] {
  const { stdout } = spawnSync('ps', ['axeww', '-o', 'command='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(state));
}

// With an emulator of somebody else's there is none to leave behind, and it holds one deployment only.
(process.env.AWS_ENDPOINT_URL ? describe.skip : describe)('npm start', () => {
  it('ends at Ctrl-C with nothing left behind', async () => {
    const run = await start();
    await run.says('Ctrl-C stops everything.');
    expect(left().length).toBeGreaterThan(1);
    ctrlC(run.child);
    await run.ended;
    expect(run.printed()).toContain('Stopped.');
    expect(left()).toEqual([]);
    expect(readdirSync(path.join(state, 'ministack'))).not.toContain('ministack.pid');
  });

  it('ends at Ctrl-C while it comes up', async () => {
    const run = await start();
    await run.says('synthesise the stacks');
    ctrlC(run.child);
    await run.ended;
    expect(run.printed()).not.toContain('Ready after');
    expect(left()).toEqual([]);
  });
});
