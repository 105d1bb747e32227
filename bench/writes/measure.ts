import type { Findings } from '../part.ts';
import { row } from '../rows.ts';
import { median } from '../statistics.ts';
import { table } from '../table.ts';
import { startEmulator } from './emulator.ts';
import { type InboundUnits, measureInbound } from './inbound.ts';
import { measureOutbound, type OutboundByWay } from './outbound.ts';
import { createWorld } from './world.ts';

/** Starts the emulator, lets the worker handle messages of all platforms, and gives what the database counted. */
export async function measureWrites(
  folder: string,
): Promise<{ findings: Findings; units: readonly InboundUnits[]; answers: OutboundByWay }> {
  const emulator = await startEmulator(folder);
  try {
    const world = await createWorld(emulator);
    const units = await measureInbound(world);
    const answers = await measureOutbound(world);
    const rows = [
      ...rowsOf(units),
      row('inbound.write_units.in_dialogue', mostOf(answers, 'askWrite'), 'write units'),
      row('outbound.write_units', answers.line.write, 'write units'),
      row('outbound.write_units.dearest', mostOf(answers, 'write'), 'write units'),
      row('outbound.read_units', answers.line.read, 'read units'),
      row('outbound.read_units.dearest', mostOf(answers, 'read'), 'read units'),
    ];
    return { units, answers, findings: { rows, text: unitsTable(units) } };
  } finally {
    await emulator.stop();
  }
}

function mostOf(answers: OutboundByWay, field: 'askWrite' | 'write' | 'read'): number {
  return Math.max(...Object.values(answers).map((units) => units[field]));
}

function rowsOf(units: readonly InboundUnits[]) {
  const most = (field: Exclude<keyof InboundUnits, 'name'>) => Math.max(...units.map((unit) => unit[field]));
  return [
    row('inbound.write_units', most('write'), 'write units'),
    row('inbound.write_units.answered', most('answered'), 'write units'),
    row('inbound.write_units.dearest', most('dearest'), 'write units'),
    row('inbound.write_units.burst', most('burst'), 'write units'),
    row('inbound.first_write_units', most('first'), 'write units'),
    row('inbound.duplicate_write_units', most('duplicate'), 'write units'),
    row('inbound.read_units', most('read'), 'read units'),
    row('inbound.unread_within_budget', Math.min(...units.map((unit) => unit.cheapUnread)), 'messages'),
    row('worker.cpu_ms', median(units.map(({ cpuMs }) => cpuMs)), 'ms per message'),
    ...units.map(({ name, write }) => row(`inbound.write_units.${name}`, write, 'write units')),
  ];
}

function unitsTable(units: readonly InboundUnits[]): string {
  const two = (value: number) => value.toFixed(2).padStart(8);
  return table(
    ['units per message', 'writes', 'answered', 'dearest', 'burst of 10', 'first', 'again', 'reads'],
    units.map(({ name, write, answered, dearest, burst, first, duplicate, read }) => [
      name,
      ...[write, answered, dearest, burst, first, duplicate, read].map(two),
    ]),
  );
}
