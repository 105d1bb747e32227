import { connectorOf } from '../../../lambdas/connectors/index.ts';
import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { timeOfEntry } from '../../../lambdas/domain/ids.ts';
import { aConnection } from '../../support/fakes.ts';
import { kitOf } from '../../support/samples.ts';
import { crashAt, noFaults, Simulation } from '../../support/simulation.ts';

const NOW = 1_790_000_000_000;
const MINUTE = 60_000;
const ACCOUNT = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';

async function delivery(at: number, receivedAt: number, id = 'd'): Promise<AcceptedDelivery> {
  const kit = await kitOf('line');
  const act = {
    kind: 'message',
    surface: 'main',
    accountId: ACCOUNT,
    customerId: 'U1',
    messageId: '598300000000000001',
  } as const;
  const body = kit.compose({ ...act, text: 'from a fast clock', at }) ?? Buffer.alloc(0);
  return { id, platform: 'line', surface: 'main', credential: 'line/sample', receivedAt, body };
}

const world = () => new Simulation([connectorOf('line')], aConnection({ accountId: ACCOUNT }));

async function times(simulation: Simulation): Promise<number[]> {
  const [partition] = [...simulation.memory.partitions().values()];
  const entries = [...(partition?.entries.values() ?? [])].filter((entry) => entry.type !== 'alias');
  return entries.map((entry) => timeOfEntry(entry.entryId));
}

describe('F15: the time of a message', () => {
  it("is the platform's, also when its clock runs a little ahead", async () => {
    const here = world();
    await here.run([await delivery(NOW + 2 * MINUTE, NOW)], 1, noFaults);
    expect(await times(here)).toEqual([NOW + 2 * MINUTE]);
  });

  it('is held to the arrival when it lies in the future', async () => {
    const here = world();
    await here.run([await delivery(NOW + 600 * MINUTE, NOW)], 1, noFaults);
    expect(await times(here)).toEqual([NOW]);
  });

  it('F01: stays what it was when the delivery is repeated, at any later time', async () => {
    const here = world();
    const at = NOW + 60 * MINUTE;
    for (const later of [0, 1, 59, 61, 71 * 60]) {
      await here.run([await delivery(at, NOW + later * MINUTE)], 1, noFaults);
    }
    expect(await times(here)).toEqual([NOW]);
  });

  it('F07: survives a crash at every point, with the repeat after the time has come', async () => {
    const at = NOW + 60 * MINUTE;
    let points = 1;
    for (let n = 1; n <= points; n++) {
      const here = world();
      const faults = crashAt(n);
      const first = await delivery(at, NOW);
      await here.run([first], 1, faults);
      await here.run([await delivery(at, at + MINUTE)], 1, noFaults);
      points = Math.max(points, faults.reached());
      expect(await times(here)).toHaveLength(1);
    }
  });
});
