import { connectors } from '../../lambdas/connectors/index.ts';
import type { SampleKit } from '../../lambdas/connectors/shared/sample-kit.ts';
import { markRead } from '../../lambdas/domain/conversation.ts';
import type { AcceptedDelivery } from '../../lambdas/domain/delivery.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import { changeHead } from '../../lambdas/usecases/patch-message.ts';
import { receiveDelivery } from '../../lambdas/usecases/receive-delivery.ts';
import { aConnection } from '../../test/support/fakes.ts';
import { kitOf } from '../../test/support/samples.ts';
import { BUDGETS } from '../rows.ts';
import { mean } from '../statistics.ts';
import type { Units } from './capacity.ts';
import { message, messages } from './messages.ts';
import type { World } from './world.ts';

const FOLLOWING = 100;
const NEW_CUSTOMERS = 10;
const BURST = 10;
const READ_EVERY = 3;

/** Units per message on one platform's surface. */
export interface InboundUnits {
  /** `line`, or `tiktok.shop` where a platform has several. */
  readonly name: string;
  /** The first message of a customer whom nobody has seen before. */
  readonly first: number;
  /** Another message of a known customer, a hundred of them while nobody reads, … */
  readonly write: number;
  readonly read: number;
  /** … the dearest of them, … */
  readonly dearest: number;
  /** … how many of them come within the budget before the first that does not, … */
  readonly cheapUnread: number;
  /** … the same hundred when an agent reads the conversation after every third, … */
  readonly answered: number;
  /** … and the same when ten come at once, in one batch. */
  readonly burst: number;
  /** A delivery that was there before. */
  readonly duplicate: number;
  /** Processor time of the worker per message, the SDK's calls included, in milliseconds. */
  readonly cpuMs: number;
  /** Bytes of the worker's log lines per message. */
  readonly logBytes: number;
  readonly logLines: number;
}

/** Measures all surfaces of all platforms. */
export async function measureInbound(world: World): Promise<InboundUnits[]> {
  const results: InboundUnits[] = [];
  for (const { manifest } of connectors) {
    const kit = await kitOf(manifest.id);
    for (const surface of manifest.surfaces) {
      const connection = connectionOf(kit, surface);
      await world.connect(connection);
      const name = manifest.surfaces.length > 1 ? `${manifest.id}.${surface}` : manifest.id;
      results.push({ name, ...(await measureSurface(world, kit, connection)) });
    }
  }
  if (world.parking.parked.size > 0) throw new Error('deliveries of the benchmark were parked');
  return results;
}

function connectionOf(kit: SampleKit, surface: string): Connection {
  const ref = kit.credentials[surface]?.ref;
  if (ref === undefined) throw new Error(`the kit of ${kit.platform} has no credential for ${surface}`);
  return aConnection({
    // As long as real ones.
    workspaceId: `ws_${kit.platform}_${surface}`.padEnd(19, '0'),
    id: `c_${kit.platform}_${surface}`.padEnd(18, '0'),
    platform: kit.platform,
    surface,
    accountId: accountId(kit, surface),
    credentials: [ref],
  });
}

/** One platform account can be connected once. */
function accountId({ platform, credentials }: SampleKit, surface: string): string {
  if (platform === 'line') return 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';
  return `41882211${Object.keys(credentials).indexOf(surface)}`;
}

async function measureSurface(
  world: World,
  kit: SampleKit,
  connection: Connection,
): Promise<Omit<InboundUnits, 'name'>> {
  const one = (customer: number, number: number) =>
    message(kit, connection, { customer, number, bytes: 600 });
  // Keys and connection are in memory from here on, as they are in a worker that runs.
  await handle(world, [one(0, 0)]);
  const first = await handle(
    world,
    Array.from({ length: NEW_CUSTOMERS }, (_, i) => one(i + 1, 0)),
  );
  const [beginning = one(20, 0), ...rest] = messages(kit, connection, 20, FOLLOWING + 1);
  await handle(world, [beginning]);
  const logged = world.logLines.length;
  const cpu = process.cpuUsage();
  const following = await handle(world, rest);
  const { user, system } = process.cpuUsage(cpu);
  const lines = world.logLines.slice(logged);
  const duplicates = await handle(world, rest);
  const tooDear = following.findIndex(({ write }) => write > BUDGETS['inbound.write_units']);
  return {
    first: mean(first.map(({ write }) => write)),
    write: mean(following.map(({ write }) => write)),
    read: mean(following.map(({ read }) => read)),
    dearest: Math.max(...following.map(({ write }) => write)),
    cheapUnread: (tooDear < 0 ? FOLLOWING : tooDear) + 1,
    duplicate: mean(duplicates.map(({ write }) => write)),
    answered: await whenAnswered(world, connection, messages(kit, connection, 21, FOLLOWING + 1)),
    burst: await inOneBatch(
      world,
      Array.from({ length: BURST + 1 }, (_, i) => one(22, i)),
    ),
    cpuMs: (user + system) / 1_000 / FOLLOWING,
    logBytes: lines.reduce((bytes, line) => bytes + Buffer.byteLength(line), 0) / FOLLOWING,
    logLines: lines.length / FOLLOWING,
  };
}

/** Handles deliveries one after another and says what each cost. @throws Error when one does not become visible */
async function handle(world: World, deliveries: readonly AcceptedDelivery[]): Promise<Units[]> {
  const units: Units[] = [];
  for (const delivery of deliveries) {
    const take = async () => {
      const outcome = await receiveDelivery(world.deps, delivery);
      if (outcome !== 'visible') throw new Error(`a message of ${delivery.platform} ended as ${outcome}`);
    };
    units.push(await world.capacity.of(take));
  }
  return units;
}

/** Write units per message but the first, while an agent reads the conversation after every third. */
async function whenAnswered(
  world: World,
  { workspaceId }: Connection,
  deliveries: readonly AcceptedDelivery[],
): Promise<number> {
  const { store } = world.deps;
  let total = 0;
  for (const [i, delivery] of deliveries.entries()) {
    const [units] = await handle(world, [delivery]);
    if (i > 0) total += units?.write ?? 0;
    if (i % READ_EVERY > 0) continue;
    // The latest conversation of the workspace is this one.
    const [head] = await store.heads(workspaceId, 'open', { limit: 1 });
    if (!head?.lastEntryId) throw new Error('the conversation is not in the list');
    const { lastEntryId } = head;
    await changeHead(world.deps, head, (current) => markRead(current, lastEntryId));
  }
  return total / (deliveries.length - 1);
}

/** Write units per message but the first when all others are handled at once. */
async function inOneBatch(world: World, [beginning, ...rest]: readonly AcceptedDelivery[]): Promise<number> {
  if (beginning) await handle(world, [beginning]);
  const { write } = await world.capacity.of(async () => {
    await Promise.all(rest.map((delivery) => receiveDelivery(world.deps, delivery)));
  });
  return write / rest.length;
}
