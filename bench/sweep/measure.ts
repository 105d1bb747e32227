import { DynamoDueWork } from '../../lambdas/store/dynamo-due-work.ts';
import { BY_DUE } from '../../lambdas/store/keys.ts';
import { sweep } from '../../lambdas/usecases/keeping/sweep.ts';
import { FakeKeeperJobs, VirtualClock } from '../../test/support/fakes.ts';
import type { Findings } from '../part.ts';
import { row } from '../rows.ts';
import { Capacity } from '../writes/capacity.ts';
import { createTable, startEmulator } from '../writes/emulator.ts';
import { fillConnections } from './fill.ts';
import { WeighedTable } from './weighed-table.ts';

const CONNECTIONS = 100_000;
const NOW = Date.UTC(2026, 10, 24);
const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1_440;

/** Lets the sweeper go over 100,000 connections, and gives what the database counted. */
export async function measureSweep(folder: string): Promise<Findings> {
  const emulator = await startEmulator(folder);
  try {
    await createTable(emulator.dynamo, 'Connections', { ...BY_DUE, projection: 'KEYS_ONLY' });
    await fillConnections(emulator.dynamo, 'Connections', CONNECTIONS, NOW);
    const capacity = new Capacity();
    const table = new WeighedTable(emulator.dynamo, 'Connections', capacity.listen);
    const due = new DynamoDueWork(table);
    const clock = new VirtualClock(NOW);
    const jobs = new FakeKeeperJobs();
    const round = async () => {
      const before = table.readUnits;
      const { write } = await capacity.of(async () => void (await sweep({ due, jobs, clock })));
      return { read: table.readUnits - before, write };
    };
    const idle = await round();
    if (jobs.jobs.length > 0) throw new Error('something was due before its time');
    clock.moveTo(NOW + MINUTE_MS);
    const minute = await round();
    const found = jobs.jobs.length;
    return {
      rows: [
        row('sweep.read_units.idle', idle.read, 'read units'),
        row('sweep.read_units', minute.read, 'read units'),
        row('sweep.write_units', minute.write, 'write units'),
        row('sweep.jobs', found, 'jobs'),
        row('sweep.read_units_per_day', minute.read * MINUTES_PER_DAY, 'read units'),
      ],
    };
  } finally {
    await emulator.stop();
  }
}
