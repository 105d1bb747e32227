import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { bodyOf, samplesOf } from '../support/samples.ts';
import { sqs } from './support/clients.ts';
import { accountsOf, endpoints, eventually, post } from './support/cloud.ts';
import { everyLogLine } from './support/logs.ts';

/** How many deliveries came out, by outcome; each delivery once, however often it was handled. */
async function cameOut(): Promise<Record<'visible' | 'ignored' | 'parked', number>> {
  const ids = { visible: new Set<string>(), ignored: new Set<string>(), parked: new Set<string>() };
  for (const line of await everyLogLine()) {
    const counted = parse(line);
    if (typeof counted.deliveryId !== 'string') continue;
    if ('DeliveryVisible' in counted) ids.visible.add(counted.deliveryId);
    if ('DeliveryIgnored' in counted) ids.ignored.add(counted.deliveryId);
    if ('DeliveryParked' in counted) ids.parked.add(counted.deliveryId);
  }
  return { visible: ids.visible.size, ignored: ids.ignored.size, parked: ids.parked.size };
}

function parse(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function quiet(): Promise<void> {
  await eventually(async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: endpoints.queues.Deliveries, AttributeNames: ['All'] }),
    );
    const waiting =
      Number(Attributes?.ApproximateNumberOfMessages) +
      Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
    return waiting === 0 ? true : undefined;
  }, 'an empty queue');
}

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);

describe('the books', () => {
  it('balance: every delivery that was answered 200 came out as visible, ignored or parked', async () => {
    await quiet();
    const before = await cameOut();
    let accepted = 0;
    for (const account of await accountsOf('ws-a')) {
      for (const [, sample] of samplesOf(account.kit.platform)) {
        if (sample.surface !== account.surface) continue;
        expect([sample.title, await post(account, bodyOf(sample))]).toEqual([sample.title, 200]);
        accepted++;
      }
    }
    await quiet();
    const after = await eventually(async () => {
      const counts = await cameOut();
      return sum(counts) - sum(before) >= accepted ? counts : undefined;
    }, `${accepted} outcomes`);
    expect(sum(after) - sum(before)).toBe(accepted);
    expect(after.visible - before.visible).toBeGreaterThan(100);
    expect(after.ignored - before.ignored).toBeGreaterThan(30);
    expect(after.parked - before.parked).toBeGreaterThan(3);
  });
});
