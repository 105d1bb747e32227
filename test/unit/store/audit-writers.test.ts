import { DynamoAuditLog } from '../../../lambdas/store/dynamo-audit-log.ts';
import { DynamoAuditTrail } from '../../../lambdas/store/dynamo-audit-trail.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { verifyAudit } from '../../../lambdas/usecases/privacy/verify-audit.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { noTurns } from '../../support/fakes.ts';
import { Rng } from '../../support/rng.ts';
import { Schedule } from '../../support/schedule.ts';
import { type Crash, randomFaults } from '../../support/simulation.ts';

const WRITERS = 20;
const EVENTS = 3;
const COURSES = 40;
const EVENT = { workspaceId: 'ws_1', action: 'token.open', reason: 'send', at: 1_790_000_000_000 } as const;

/** A writer that is another process: it stops before and after each call, and dies there now and then. */
function writerOf(aws: FakeAws, name: string, at: (point: string) => Promise<void>, acknowledged: string[]) {
  const send = aws.dynamo.send.bind(aws.dynamo) as (command: unknown) => Promise<unknown>;
  const client = {
    send: async (command: unknown) => {
      await at('before');
      const answer = await send(command).then(
        (value) => () => value,
        (error: unknown) => () => {
          throw error;
        },
      );
      await at('after');
      return answer();
    },
  } as unknown as typeof aws.dynamo;
  let ids = 0;
  // Whoever died comes back as another, with ids of its own.
  const trail = new DynamoAuditTrail(new Table(client, 'Ledger'), () => `${name}_${ids++}`, noTurns);
  return async () => {
    for (let i = 0; i < EVENTS; i++) {
      const facts = { word: `${name}/${i}` };
      await untilTaken(() => trail.record({ ...EVENT, actor: { kind: 'function', name }, facts }));
      acknowledged.push(facts.word);
    }
  };
}

/** What died, or lost every round, is done again, as queues and callers do. */
async function untilTaken(record: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await record();
    } catch {}
  }
}

async function course(seed: number) {
  const rng = new Rng(seed);
  const aws = new FakeAws();
  const schedule = Schedule.random(rng);
  const acknowledged: string[] = [];
  let deaths = 0;
  const crashing = randomFaults(rng, 8);
  const dying = {
    at: (point: string) =>
      crashing.at(point).catch((error: Crash) => {
        deaths++;
        throw error;
      }),
  };
  const writers = Array.from({ length: WRITERS }, (_, i) =>
    writerOf(aws, `w${i}`, schedule.faults(i, dying).at, acknowledged),
  );
  await schedule.run(writers);
  const log = new DynamoAuditLog(new Table(aws.dynamo, 'Ledger'));
  const check = await verifyAudit({ auditLog: log }, 'ws_1');
  const words: string[] = [];
  for await (const { facts } of log.inOrder('ws_1', 0)) words.push(String(facts?.word));
  return { check, words, acknowledged, deaths };
}

it(`${WRITERS} writers at once, some of which die: one whole chain with everything acknowledged, in ${COURSES} courses`, async () => {
  let died = 0;
  for (let seed = 0; seed < COURSES; seed++) {
    const { check, words, acknowledged, deaths } = await course(seed);
    const lost = acknowledged.filter((word) => !words.includes(word));
    const extra = words.length - new Set(words).size;
    if (!check.whole || lost.length > 0 || acknowledged.length !== WRITERS * EVENTS)
      throw new Error(`seed ${seed}: ${JSON.stringify(check)}, lost: ${lost.join(' ')}`);
    // Twice only where a writer died after its write: each death explains one at most.
    expect(extra).toBeLessThanOrEqual(deaths);
    died += deaths;
  }
  expect(died).toBeGreaterThan(COURSES);
}, 120_000);
