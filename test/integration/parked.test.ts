import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { Kms } from '../../lambdas/aws/kms.ts';
import { pack, writeMessage } from '../../lambdas/store/delivery-envelope.ts';
import { StoredTransitKeys } from '../../lambdas/vault/stored-transit-keys.ts';
import { sqs } from './support/clients.ts';
import {
  accountsOf,
  aMessage,
  composed,
  conversations,
  endpoints,
  eventually,
  post,
  state,
} from './support/cloud.ts';

const run = promisify(execFile);

/** `npm run parked`, as an operator types it. */
async function parked(...args: string[]): Promise<string> {
  const { stdout } = await run('node', ['bin/parked.ts', '--state', state, ...args]);
  return stdout;
}

describe('parked deliveries', () => {
  it('F09: a signed delivery that cannot be read is kept, listed with its reason, and can be re-driven', async () => {
    const line = (await accountsOf('ws-a')).find(({ kit }) => kit.platform === 'line');
    if (!line) throw new Error('no account');
    const broken = {
      type: 'message',
      message: { type: 'text', id: '100001', text: 'x' },
      timestamp: Date.now(),
      webhookEventId: `E${Date.now()}`,
    };
    expect(
      await post(line, Buffer.from(JSON.stringify({ destination: line.accountId, events: [broken] }))),
    ).toBe(200);
    const listed = await eventually(async () => {
      const text = await parked();
      return text.includes('source is missing') ? text : undefined;
    }, 'the parked delivery');
    const [entry] = listed.split('\n').filter((row) => row.includes('source is missing'));
    const id = /[0-9a-f-]{36}/.exec(entry ?? '')?.[0] ?? '';
    expect(entry).toMatch(/line .*unreadable_delivery: source is missing/);
    expect(await parked('--redrive', id)).toContain(`back on the queue: ${id}`);
    // Nothing has changed about it, so it is parked again under the same id.
    await eventually(async () => ((await parked()).includes(id) ? true : undefined), 'parked again');
  });

  it('F09: what ends in the dead-letter queue is parked, and is visible once it is re-driven', async () => {
    const line = (await accountsOf('ws-a')).find(({ kit }) => kit.platform === 'line');
    if (!line) throw new Error('no account');
    const text = `from the dead letters ${Date.now()}`;
    const receivedAt = Date.now();
    const delivery = {
      id: `dead-${receivedAt}`,
      platform: 'line',
      surface: 'main',
      credential: `line/${line.connectionId}`,
      receivedAt,
      body: composed(line, aMessage(line, '7100000000000041', text)),
    };
    const key = await transit().ofDay(new Date(receivedAt).toISOString().slice(0, 10));
    const letter = {
      QueueUrl: endpoints.queues.DeadLetters,
      MessageBody: writeMessage(pack(delivery, key)),
    };
    await sqs.send(new SendMessageCommand(letter));
    await eventually(
      async () => ((await parked()).includes(delivery.id) ? true : undefined),
      'the dead letter among the parked',
    );
    await parked('--redrive', delivery.id);
    await eventually(
      async () => (await conversations('agent@shop-a.example')).find((c) => c.preview?.text === text),
      'the re-driven message',
    );
    expect(await parked()).not.toContain(delivery.id);
  });

  it('says plainly what is wrong with its arguments', async () => {
    await expect(parked('--redrive', 'no-such-delivery')).rejects.toMatchObject({
      stderr: 'Not parked: no-such-delivery.\n',
    });
    await expect(parked('--frobnicate')).rejects.toMatchObject({
      stderr: expect.stringContaining('Usage: npm run parked'),
    });
  });
});

function transit(): StoredTransitKeys {
  const outputs = Object.assign(
    {},
    ...Object.values(JSON.parse(readFileSync(path.join(state, 'outputs.json'), 'utf8'))),
  ) as Record<string, string>;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const aws = new AwsCaller({ region: endpoints.region, endpoint: endpoints.awsEndpoint, credentials });
  return new StoredTransitKeys(aws, new Kms(aws), endpoints.tables.Connections, outputs.DataKeyArn ?? '', {
    now: () => Date.now(),
  });
}
