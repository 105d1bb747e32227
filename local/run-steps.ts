import { spawn } from 'node:child_process';

/** One step of a check: a name for people and the command line. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

/** Runs the steps one after the other, all of them, and says which failed. Returns the exit code for the process. */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  const failed: string[] = [];
  for (const step of steps) {
    const started = performance.now();
    console.log(`\n— ${step.name}`);
    const code = await run(step);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`  ${code === 0 ? 'ok' : `failed (exit ${code})`}, ${seconds} s`);
    if (code !== 0) failed.push(step.name);
  }
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

function run(step: Step): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(step.command, step.args, { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
