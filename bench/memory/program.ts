import { fork } from 'node:child_process';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';

/** A function's code in a process of its own, so that its memory can be read. */
export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Of Node.js. */
  readonly options: readonly string[];
}

/** What a program tells when it is done. */
export interface Told {
  /** What it was given and could not do. */
  readonly failed: number;
  /** The most memory that it ever held, in KiB. */
  readonly maxRssKib: number;
}

/**
 * Without options V8 sizes its heap by the machine's memory and lets garbage lie about accordingly. Lambda's Node.js runtime gives it
 * 5 % of the function's memory (512 MB) as new space and 90 % as old space.
 */
export const LAMBDA_OPTIONS = ['--max-semi-space-size=25', '--max-old-space-size=460'];

/** Bundles a program of this folder as functions are bundled. Answers the file to run. */
export async function buildProgram(name: string, folder: string, more: BuildOptions = {}): Promise<string> {
  const outfile = path.join(folder, `${name}-memory.cjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': path.resolve('lambdas/aws/function-credentials.ts') },
    logLevel: 'warning',
    ...more,
  });
  return outfile;
}

/** Peak resident memory of a program, in MB of 1,000,000 bytes. @throws Error when anything failed in it */
export async function peakOf(program: Program): Promise<number> {
  const { failed, maxRssKib } = await run(program);
  if (failed > 0) throw new Error(`${failed} jobs failed in ${path.basename(program.file)}`);
  return (maxRssKib * 1_024) / 1_000_000;
}

function run({ file, args, env: more, options }: Program): Promise<Told> {
  return new Promise((resolve, reject) => {
    // Options of this process must not reach the child.
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = fork(file, [...args], {
      execArgv: [...options],
      env: { ...env, ...more },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.once('message', (message) => {
      resolve(message as Told);
      child.kill();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${path.basename(file)} ended with ${code}`)));
  });
}
