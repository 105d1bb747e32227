import type { Findings, Tell } from '../part.ts';
import { type Row, row } from '../rows.ts';
import { median, spreadPercent } from '../statistics.ts';
import { table } from '../table.ts';
import { behaviourOf, HOSTILE, type HostileName, type Reaction } from './behaviour.ts';
import { SIZES, type SizeName } from './bodies.ts';
import { type Contender, Running } from './contender.ts';
import { ADAPTER, FLOOR, KAOJAI, PEERS, WITH_QUEUE } from './contenders.ts';
import { installPeers } from './install-peers.ts';
import { type Placing, race } from './race.ts';

/** Processor time of the ingress per delivery, its call to SQS included. */
export const INGRESS_CPU = 'ingress.with_sqs.cpu_us.0.6kb';

/** Races the ingress against the floor at all sizes, and against the peers at the smallest, if they are wanted. */
export async function measureRaces(
  wanted: { readonly ingress: boolean; readonly peers: boolean },
  tell: Tell,
): Promise<Findings> {
  const peers = wanted.peers ? availablePeers(tell) : [];
  const standIn = await Running.start({ name: 'stand-in', title: '', program: 'race/stand-in.ts' });
  const options = { tell, env: { BENCH_QUEUE: `http://127.0.0.1:${standIn.port}` } };
  try {
    const small = await race('0.6kb', FLOOR, [KAOJAI, ADAPTER, WITH_QUEUE, ...peers], options);
    const rows = [...rowsOf('0.6kb', small)];
    if (wanted.ingress)
      for (const size of Object.keys(SIZES) as SizeName[])
        if (size !== '0.6kb') rows.push(...rowsOf(size, await race(size, FLOOR, [KAOJAI, ADAPTER], options)));
    return { rows, text: raceTable(small) };
  } finally {
    await standIn.stop();
  }
}

function availablePeers(tell: Tell): readonly Contender[] {
  const obstacle = installPeers();
  if (obstacle === null) return PEERS;
  tell(`the peers could not be installed and are left out: ${obstacle}`);
  return [];
}

function rowsOf(size: SizeName, placings: readonly Placing[]): Row[] {
  return placings.flatMap(({ contender: { name }, micros, ratios, heats }) => {
    const time = median(micros);
    const ratio = median(heats);
    if (name === FLOOR.name) return [row(`floor.cpu_us.${size}`, time, 'µs')];
    if (name === KAOJAI.name)
      return [
        row(`ingress.cpu_ratio.${size}`, ratio, '× floor'),
        row(`ingress.cpu_us.${size}`, time, 'µs'),
        row(`noise.ingress.${size}`, spreadPercent(ratios), '% between quartiles'),
      ];
    if (name === ADAPTER.name) return [row(`adapter.cpu_ratio.${size}`, ratio, '× floor')];
    if (name === WITH_QUEUE.name) return [row(INGRESS_CPU, time, 'µs')];
    return [row(`peer.${name}.cpu_ratio`, ratio, '× floor')];
  });
}

function raceTable(placings: readonly Placing[]): string {
  const lines = [...placings]
    .sort((a, b) => median(a.heats) - median(b.heats))
    .map(({ contender, micros, heats }) => [
      contender.name,
      median(heats).toFixed(2),
      `${Math.min(...heats).toFixed(2)}–${Math.max(...heats).toFixed(2)}`,
      median(micros).toFixed(0),
      contender.title,
    ]);
  return table(['LINE webhook, 0.6 KB', '× floor', 'heats', 'µs', ''], lines);
}

/** 0 stands for no answer at all. */
const STATUS = 'HTTP status, -1 = its process died';

/** Looks at what the contenders do with hostile requests. */
export async function measureBehaviour(tell: Tell): Promise<Findings> {
  const rows: Row[] = [];
  const lines: string[][] = [];
  for (const contender of [KAOJAI, ...availablePeers(tell)]) {
    const reactions = await behaviourOf(contender);
    for (const [request, { status, alive }] of Object.entries(reactions))
      rows.push(row(`behaviour.${contender.name}.${request}`, alive ? (status ?? 0) : -1, STATUS));
    const { alive, cpuMs } = reactions.forged_10mb;
    if (alive) rows.push(row(`behaviour.${contender.name}.forged_10mb_cpu_ms`, cpuMs, 'ms'));
    lines.push(lineOf(contender.name, reactions));
  }
  const head = ['hostile request', ...Object.keys(HOSTILE).map((name) => name.replaceAll('_', ' '))];
  return { rows, text: table([...head, 'its processor time'], lines) };
}

function lineOf(name: string, reactions: Readonly<Record<HostileName, Reaction>>): string[] {
  const cells = Object.values(reactions).map(({ status, alive }) =>
    alive ? String(status ?? 'no answer') : 'its process died',
  );
  const { alive, cpuMs } = reactions.forged_10mb;
  return [name, ...cells, alive ? `${cpuMs.toFixed(0)} ms` : ''];
}
