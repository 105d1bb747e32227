import type { Findings } from '../part.ts';
import { type Row, row } from '../rows.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import type { InboundUnits } from '../writes/inbound.ts';
import type { OutboundByWay } from '../writes/outbound.ts';
import { ASSUMED } from './assumptions.ts';
import { type Composition, composition, type Measured, sum } from './composition.ts';
import { readDeployed } from './deployed.ts';
import { ingressLogLines } from './ingress-log.ts';
import { outboundComposition } from './outbound.ts';

const BUSY_KEYS = ASSUMED.keysPerDelivery / ASSUMED.deliveriesPerKey;

/**
 * US$ per million inbound messages, from what the dearest platform needs, and per million answers.
 * @param ingressCpuMs processor time of the ingress per delivery, its call to SQS included
 */
export async function measureCost(
  units: readonly InboundUnits[],
  answers: OutboundByWay,
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
  const answerParts = outboundComposition(answers.line, deployed);
  const ways = Object.values(answers).map((units) => sum(outboundComposition(units, deployed)));
  const total = (traffic: typeof busy) => sum(composition(measured, deployed, traffic));
  return {
    rows: [
      row('inbound.log_bytes', measured.logBytes, 'bytes per message'),
      row('inbound.usd_per_million', sum(parts), 'US$'),
      row('inbound.usd_per_million.batches_of_one', total(lone), 'US$'),
      row('inbound.usd_per_million.cold_shop_keys', total(quiet), 'US$'),
      ...itemRows('inbound', parts),
      row('outbound.usd_per_million', sum(answerParts), 'US$'),
      row('outbound.usd_per_million.dearest', Math.max(...ways), 'US$'),
      ...itemRows('outbound', answerParts),
    ],
    text: `${costTable('inbound message', parts)}\n\n${costTable('answer', answerParts)}`,
  };
}

function itemRows(direction: string, parts: Composition): Row[] {
  return Object.entries(parts).map(([item, usd]) =>
    row(`${direction}.usd.${nameOf(item)}`, usd, 'US$ per million'),
  );
}

function costTable(what: string, parts: Composition): string {
  const lines = [...Object.entries(parts), ['together', sum(parts)] as const];
  return table(
    [`${what}, US$ per million`, ''],
    lines.map(([name, usd]) => [name, usd.toFixed(3).padStart(7)]),
  );
}

function nameOf(item: string): string {
  return item
    .toLowerCase()
    .replace(/ \(.*\)/, '')
    .replaceAll(/[ ,]+/g, '_');
}
