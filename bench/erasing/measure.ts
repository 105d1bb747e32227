import { createSecretKey, randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { Kms } from '../../lambdas/aws/kms.ts';
import { receivedRequest } from '../../lambdas/domain/privacy-request.ts';
import { EmfMeter } from '../../lambdas/runtime/emf-meter.ts';
import { erasingDeps } from '../../lambdas/runtime/eraser/erasing-clients.ts';
import { eraserHandler } from '../../lambdas/runtime/eraser/handler.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { BY_ACTIVITY, BY_DUE } from '../../lambdas/store/keys.ts';
import { privacyDefinition } from '../../lib/constructs/privacy-definition.ts';
import { type Definition, runStateMachine } from '../../test/support/state-machine.ts';
import type { Findings } from '../part.ts';
import prices from '../prices.json' with { type: 'json' };
import { row } from '../rows.ts';
import { Capacity, type Units } from '../writes/capacity.ts';
import { createTable, type Emulator, startEmulator } from '../writes/emulator.ts';
import { plantCustomer } from './customer.ts';

const MESSAGES = 10_000;
const WORKSPACE = 'ws_bench';
const REQUEST = 'request_bench';
const BUCKET = 'media-bench';
/** Of the eraser, in MB; its time is what it takes here, with the emulator's. */
const MEMORY_MB = 512;
/** A row of 4 KB is half a unit when it is read as it was a moment ago, and a whole one when it is read as it is. */
const BYTES_PER_UNIT = 4_096;

/** Erases a customer with 10,000 messages by the workflow itself, and gives what the database counted. */
export async function measureErasing(folder: string): Promise<Findings> {
  const emulator = await startEmulator(folder);
  try {
    const capacity = new Capacity();
    const deps = await prepare(emulator, capacity);
    const { customerId, bytes } = await plantCustomer(deps, emulator.dynamo, 'Inbox', MESSAGES);
    await ask(deps, customerId);
    return findings(await erase(deps, capacity), bytes);
  } finally {
    await emulator.stop();
  }
}

async function prepare({ dynamo, aws }: Emulator, capacity: Capacity) {
  await createTable(
    dynamo,
    'Inbox',
    { ...BY_ACTIVITY, projection: 'ALL' },
    { ...BY_DUE, projection: 'KEYS_ONLY' },
  );
  for (const name of ['Connections', 'SubjectKeys']) await createTable(dynamo, name);
  await createTable(dynamo, 'Ledger', { ...BY_DUE, projection: 'KEYS_ONLY' });
  const { endpoint, region, credentials } = dynamo.config;
  const address = await endpoint?.();
  const s3 = new S3Client({
    region: await region(),
    credentials,
    forcePathStyle: true,
    endpoint: `${address?.protocol}//${address?.hostname}:${address?.port}`,
  });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const kms = new Kms(aws);
  const { KeyMetadata } = await aws.json<{ KeyMetadata: { KeyId: string } }>(
    'kms',
    'TrentService.CreateKey',
    {},
  );
  const transit = { ofDay: async () => createSecretKey(Buffer.alloc(32, 1)) };
  const deps = erasingDeps(
    { dynamo, aws, kms, transit, listen: capacity.listen },
    {
      inboxTable: 'Inbox',
      connectionsTable: 'Connections',
      subjectKeysTable: 'SubjectKeys',
      ledgerTable: 'Ledger',
      mediaBucket: BUCKET,
      subjectKeyArn: KeyMetadata.KeyId,
      keyLifeMs: 0,
      clock: systemClock,
      meter: new EmfMeter(systemClock, () => {}),
      newId: randomUUID,
      signer: { keyId: 'bench', sign: async () => Buffer.alloc(70) },
      directory: { delete: async () => {} },
    },
  );
  await (deps.keys as unknown as { createWorkspace(id: string): Promise<void> }).createWorkspace(WORKSPACE);
  return deps;
}

type Deps = Awaited<ReturnType<typeof prepare>>;

async function ask(deps: Deps, customerId: string): Promise<void> {
  const at = systemClock.now();
  const subject = { customerId };
  const asked = { workspaceId: WORKSPACE, id: REQUEST, type: 'erase', subject, source: 'member' } as const;
  await deps.requests.add({
    ...receivedRequest({ ...asked, receivedAt: at }),
    state: 'verified',
    verifiedAt: at,
    verification: { method: 'officer', at },
  });
}

interface Erased {
  readonly deletion: Units;
  readonly whole: Units;
  readonly scanned: Units;
  readonly transitions: number;
  readonly keySeconds: number;
  readonly seconds: number;
  readonly items: number;
}

/** Runs the state machine; each task's units are told apart by its step. */
async function erase(deps: Deps, capacity: Capacity): Promise<Erased> {
  const handler = eraserHandler(deps);
  const byStep = new Map<string, Units>();
  const started = performance.now();
  let keySeconds = 0;
  const eraser = async (task: { step: string }) => {
    let answer: unknown;
    const units = await capacity.of(async () => {
      answer = await handler(task as never);
    });
    const before = byStep.get(task.step) ?? { read: 0, write: 0 };
    byStep.set(task.step, { read: before.read + units.read, write: before.write + units.write });
    if (task.step === 'destroy_keys') keySeconds = (performance.now() - started) / 1_000;
    return answer;
  };
  const definition = privacyDefinition({
    eraserArn: 'eraser',
    exporterArn: 'exporter',
    keyLifeSeconds: 300,
    slowestSeconds: 130,
    holdCheckSeconds: 86_400,
    archiveSeconds: 604_800,
  }) as unknown as Definition;
  const input = { workspaceId: WORKSPACE, requestId: REQUEST, type: 'erase' };
  const { status, path } = await runStateMachine(definition, input, { eraser: eraser as never }, () => {});
  const request = await deps.requests.request(WORKSPACE, REQUEST);
  if (status !== 'SUCCEEDED' || request?.state !== 'completed')
    throw new Error(`the erasure ended as ${status}, the request is ${request?.state}`);
  const all = [...byStep.values()];
  const sum = (field: keyof Units) => all.reduce((total, units) => total + units[field], 0);
  const counts = request.steps.find(({ name }) => name === 'delete')?.counts ?? {};
  return {
    deletion: byStep.get('delete') ?? { read: 0, write: 0 },
    scanned: byStep.get('prove') ?? { read: 0, write: 0 },
    whole: { read: sum('read'), write: sum('write') },
    transitions: path.length,
    keySeconds,
    seconds: (performance.now() - started) / 1_000,
    items: Object.values(counts).reduce((total, count) => total + count, 0),
  };
}

/** The floor: one unit per item of up to 1 KB, and four for what goes with it. */
function findings(
  { whole, deletion, scanned, transitions, keySeconds, seconds, items }: Erased,
  bytes: number,
): Findings {
  const floor = items + 4;
  const { dynamoDbWriteUnit, dynamoDbReadUnit, stepFunctionsTransition, lambdaGbSecondArm64 } =
    prices.usdPerMillion;
  // The emulator counts a query as one unit, whatever it reads.
  const own = { write: whole.write, read: whole.read - scanned.read + bytes / BYTES_PER_UNIT };
  const usd =
    (own.write * dynamoDbWriteUnit +
      own.read * dynamoDbReadUnit +
      transitions * stepFunctionsTransition +
      seconds * (MEMORY_MB / 1_024) * lambdaGbSecondArm64) /
    1_000_000;
  const perGb = ((1_000_000_000 / BYTES_PER_UNIT) * dynamoDbReadUnit) / 1_000_000;
  return {
    rows: [
      row('erase.items', items, 'records of a customer with 10,000 messages'),
      row('erase.write_units', whole.write, 'write units, the whole workflow'),
      row('erase.delete_write_units', deletion.write, 'write units, deleting'),
      row('erase.write_units_ratio', whole.write / floor, '× one unit per record, and four'),
      row('erase.read_units', own.read, 'read units, without the look through all tables'),
      row('erase.transitions', transitions, 'states of the workflow'),
      row('erase.key_seconds', keySeconds, 's from the start to destroyed keys'),
      row('erase.seconds', seconds, 's, without waiting for caches'),
      row('erase.usd', usd, 'US$ per erasure of 10,000 messages, without the look'),
      row('erase.proof_usd_per_gb', perGb, 'US$ per GB of tables looked through'),
    ],
  };
}
