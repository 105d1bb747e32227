import { connectors } from '../../lambdas/connectors/index.ts';
import { conversationIdOf } from '../../lambdas/domain/ids.ts';
import type { Session } from '../../lambdas/domain/member.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import type { SendJob } from '../../lambdas/ports/send-jobs.ts';
import { windowRuleOf } from '../../lambdas/runtime/agent-api/window-rules.ts';
import { systemRandom } from '../../lambdas/runtime/system-random.ts';
import { DynamoOutbox } from '../../lambdas/store/dynamo-outbox.ts';
import { receiveDelivery } from '../../lambdas/usecases/receive-delivery.ts';
import type { OpenedAccounts } from '../../lambdas/usecases/sending/opened-accounts.ts';
import type { QueueDeps } from '../../lambdas/usecases/sending/queue-deps.ts';
import { queueMessage } from '../../lambdas/usecases/sending/queue-message.ts';
import { sendPending } from '../../lambdas/usecases/sending/send-pending.ts';
import type { SendingDeps } from '../../lambdas/usecases/sending/sending-deps.ts';
import { aConnection } from '../../test/support/fakes.ts';
import { kitOf } from '../../test/support/samples.ts';
import { mean } from '../statistics.ts';
import type { Units } from './capacity.ts';
import { message } from './messages.ts';
import type { World } from './world.ts';

const ANSWERS = 50;

const SECOND_MS = 1_000;

/** Ways in which an answer goes out. */
const WAYS = {
  /** A platform that never speaks of our messages again. */
  line: { platform: 'line', afterMs: 90 * SECOND_MS },
  /** The same, so soon that a reply token is looked for and spent. */
  lineByToken: { platform: 'line', afterMs: 5 * SECOND_MS },
  /** A platform that does: its names for them are written down. */
  facebook: { platform: 'facebook', afterMs: 90 * SECOND_MS },
} as const;

/** Messages of the sample are 20 seconds apart; a customer writes after this many of them. */
const APART = 10;

/** What an answer needs. */
export interface OutboundUnits extends Units {
  /** Processor time of taking it from the agent, and of sending it without the platform's call, in milliseconds. */
  readonly queueCpuMs: number;
  readonly sendCpuMs: number;
  /** Bytes of log lines. */
  readonly logBytes: number;
  /** Write units of the customer's message before the answer. */
  readonly askWrite: number;
}

/** Units of an answer by the way in which it goes out. */
export type OutboundByWay = Readonly<Record<keyof typeof WAYS, OutboundUnits>>;

/** Measures all ways. */
export async function measureOutbound(world: World): Promise<OutboundByWay> {
  return {
    line: await measureWay(world, 'line'),
    lineByToken: await measureWay(world, 'lineByToken'),
    facebook: await measureWay(world, 'facebook'),
  };
}

/**
 * Units of an answer: taken from the agent, who has seen the customer's latest message, sent, and called sent. The account is open already, as it
 * is in a sender that runs.
 */
async function measureWay(world: World, way: keyof typeof WAYS): Promise<OutboundUnits> {
  const { platform, afterMs } = WAYS[way];
  const kit = await kitOf(platform);
  const connection = aConnection({
    workspaceId: `ws_answer_${way}`.padEnd(19, '0').slice(0, 19),
    id: `c_answer_${way}`.padEnd(18, '0').slice(0, 18),
    platform,
    accountId:
      platform === 'line' ? `U${Buffer.from(way).toString('hex').padEnd(32, '0').slice(0, 32)}` : '418822119',
    credentials: [kit.credentials.main?.ref ?? ''],
  });
  await world.connect(connection);
  const conversationId = await conversationOf(world, connection, kit);
  const ref = { workspaceId: connection.workspaceId, conversationId };
  let now = 0;
  const deps = { ...sendingDeps(world, platform), clock: { now: () => now } };
  const session: Session = { userId: 'u_bench', workspaceId: connection.workspaceId, role: 'agent' };
  const answer = async (i: number): Promise<OutboundUnits> => {
    const delivery = message(kit, connection, { customer: 1, number: i * APART, bytes: 600 });
    now = delivery.receivedAt + afterMs;
    const asked = await measure(world, () => receiveDelivery(world.deps, delivery));
    const lastSeenEntryId = (await world.deps.store.head(ref, 'fresh'))?.lastEntryId;
    const logged = world.logLines.length;
    const draft = { kind: 'text', text: `คำตอบที่ ${i} `.padEnd(120, 'ก'), lastSeenEntryId } as const;
    const jobs: SendJob[] = [];
    const sends = { ask: async (job: SendJob) => void jobs.push(job) };
    const queued = await measure(world, () =>
      queueMessage({ ...deps, sends }, session, conversationId, draft, `key-${i}`),
    );
    const sent = await measure(world, () => sendPending(deps, jobs[0] ?? ref));
    const lines = world.logLines.slice(logged);
    return {
      read: queued.read + sent.read,
      write: queued.write + sent.write,
      queueCpuMs: queued.cpuMs,
      sendCpuMs: sent.cpuMs,
      logBytes: lines.reduce((bytes, line) => bytes + Buffer.byteLength(line), 0),
      askWrite: asked.write,
    };
  };
  // The first answer opens keys and warms the code up.
  await answer(0);
  const measured: OutboundUnits[] = [];
  for (let i = 1; i <= ANSWERS; i++) measured.push(await answer(i));
  const meanOf = (field: keyof OutboundUnits) => mean(measured.map((units) => units[field]));
  return {
    read: meanOf('read'),
    write: meanOf('write'),
    queueCpuMs: meanOf('queueCpuMs'),
    sendCpuMs: meanOf('sendCpuMs'),
    logBytes: meanOf('logBytes'),
    askWrite: Math.max(...measured.map((units) => units.askWrite)),
  };
}

async function measure(world: World, work: () => Promise<unknown>): Promise<Units & { cpuMs: number }> {
  const before = process.cpuUsage();
  const units = await world.capacity.of(async () => {
    await work();
  });
  const { user, system } = process.cpuUsage(before);
  return { ...units, cpuMs: (user + system) / 1_000 };
}

async function conversationOf(world: World, connection: Connection, kit: Awaited<ReturnType<typeof kitOf>>) {
  const delivery = message(kit, connection, { customer: 1, number: 0, bytes: 600 });
  const [item] = connectorOf(connection.platform).parse(delivery);
  if (item?.type !== 'message') throw new Error('the sample is no message');
  const { idSecret } = await world.deps.keys.workspace(connection.workspaceId);
  return conversationIdOf(idSecret, connection.id, item.thread);
}

function connectorOf(platform: string): Connector {
  const found = connectors.find(({ manifest }) => manifest.id === platform);
  if (!found) throw new Error(`no connector for ${platform}`);
  return found;
}

function sendingDeps({ deps, inbox }: World, platform: string): SendingDeps & QueueDeps {
  let sent = 0;
  const send = async () => [{ platformMessageId: `59900000000000${sent++}` }];
  const connector = { ...connectorOf(platform), messaging: async () => ({ send }) };
  const opened = { calls: {}, account: {}, access: {}, login: {}, authorization: {} };
  return {
    ...deps,
    connectors: [connector],
    outbox: new DynamoOutbox(inbox),
    sends: { ask: async () => {} },
    files: { describe: async () => null, open: async () => null },
    random: systemRandom,
    rules: windowRuleOf,
    accounts: { open: async () => opened, forget: () => {} } as unknown as OpenedAccounts,
  } as unknown as SendingDeps & QueueDeps;
}
