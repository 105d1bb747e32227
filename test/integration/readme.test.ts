import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { conversations, eventually, state } from './support/cloud.ts';

/** The shell lines under "Send a delivery by hand". */
function byHand(): string {
  const readme = readFileSync('README.md', 'utf8');
  const block = /<!-- try-by-hand[^\n]*-->\n```sh\n([\s\S]*?)```/.exec(readme)?.[1];
  if (!block) throw new Error('the README has no block to try by hand');
  return block;
}

describe('the README', () => {
  it('sends a delivery of each platform by curl and openssl, and all of them are visible', async () => {
    const env = { ...process.env, STATE: state, WORKSPACE: 'ws-a' };
    const { stdout: printed } = await promisify(execFile)('bash', ['-euc', byHand()], { env });
    const answers = printed.trim().split('\n');
    expect(answers).toHaveLength(7);
    expect(answers.filter((line) => !line.startsWith('200 '))).toEqual([]);
    for (const name of [
      'LINE',
      'Facebook',
      'Instagram',
      'Shopee',
      'Lazada',
      'TikTok Shop',
      'TikTok Business',
    ]) {
      await eventually(
        async () =>
          (await conversations('agent@shop-a.example')).find((c) => c.preview?.text === `by hand: ${name}`),
        `the delivery of ${name}`,
      );
    }
  });
});
