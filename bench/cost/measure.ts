import type { Findings } from '../part.ts';
import { row } from '../rows.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import type { InboundUnits } from '../writes/inbound.ts';
import { ASSUMED } from './assumptions.ts';
import { type Composition, composition, type Measured, sum } from './composition.ts';
import { readDeployed } from './deployed.ts';
import { ingressLogLines } from './ingress-log.ts';

const BUSY_KEYS = ASSUMED.keysPerDelivery / ASSUMED.deliveriesPerKey;

/**
 * US$ per million inbound messages, from what the dearest platform needs.
 * @param ingressCpuMs processor time of the ingress per delivery, its call to SQS included
 */
export async function measureCost(
  units: readonly InboundUnits[],
  ingressCpuMs: number,
  folder: string,
): Promise<Findings> {
  const ingressLog = await ingressLogLines();
  const most = (field: 'write' | 'read' | 'logBytes' | 'logLines') =>
    Math.max(...units.map((unit) => unit[field]));
  const measured: Measured = {
    ingressCpuMs,
    // All platforms' messages are as much work; the first ones measured warm the code up.
    workerCpuMs: median(units.map(({ cpuMs }) => cpuMs)),
    writeUnits: most('write'),
    readUnits: most('read'),
    logBytes: most('logBytes') + ingressLog.reduce((bytes, line) => bytes + Buffer.byteLength(line), 0),
    logLines: most('logLines') + ingressLog.length,
  };
  const deployed = readDeployed(folder);
  const busy = { batch: deployed.batchSize, kmsCalls: BUSY_KEYS };
  const lone = { batch: 1, kmsCalls: BUSY_KEYS };
  const quiet = { batch: deployed.batchSize, kmsCalls: BUSY_KEYS + ASSUMED.shopKeysPerDelivery };
  const parts = composition(measured, deployed, busy);
  const total = (traffic: typeof busy) => sum(composition(measured, deployed, traffic));
  return {
    rows: [
      row('inbound.log_bytes', measured.logBytes, 'bytes per message'),
      row('inbound.usd_per_million', sum(parts), 'US$'),
      row('inbound.usd_per_million.batches_of_one', total(lone), 'US$'),
      row('inbound.usd_per_million.cold_shop_keys', total(quiet), 'US$'),
      ...Object.entries(parts).map(([item, usd]) =>
        row(`inbound.usd.${nameOf(item)}`, usd, 'US$ per million'),
      ),
    ],
    text: costTable(parts),
  };
}

function costTable(parts: Composition): string {
  const lines = [...Object.entries(parts), ['together', sum(parts)] as const];
  return table(
    ['inbound message, US$ per million', ''],
    lines.map(([name, usd]) => [name, usd.toFixed(3).padStart(7)]),
  );
}

function nameOf(item: string): string {
  return item
    .toLowerCase()
    .replace(/ \(.*\)/, '')
    .replaceAll(' ', '_');
}
