import { connectors } from '../../lambdas/connectors/index.ts';
import { conversationIdOf } from '../../lambdas/domain/ids.ts';
import type { Session } from '../../lambdas/domain/member.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import { windowRuleOf } from '../../lambdas/runtime/agent-api/window-rules.ts';
import { systemRandom } from '../../lambdas/runtime/system-random.ts';
import { DynamoOutbox } from '../../lambdas/store/dynamo-outbox.ts';
import { receiveDelivery } from '../../lambdas/usecases/receive-delivery.ts';
import type { OpenedAccounts } from '../../lambdas/usecases/sending/opened-accounts.ts';
import { type QueueDeps, queueMessage } from '../../lambdas/usecases/sending/queue-message.ts';
import { sendPending } from '../../lambdas/usecases/sending/send-pending.ts';
import type { SendingDeps } from '../../lambdas/usecases/sending/sending-deps.ts';
import { aConnection } from '../../test/support/fakes.ts';
import { kitOf } from '../../test/support/samples.ts';
import { mean } from '../statistics.ts';
import type { Units } from './capacity.ts';
import { message } from './messages.ts';
import type { World } from './world.ts';

const ANSWERS = 50;

/** What an answer needs. */
export interface OutboundUnits extends Units {
  /** Processor time of taking it from the agent, and of sending it without the platform's call, in milliseconds. */
  readonly queueCpuMs: number;
  readonly sendCpuMs: number;
  /** Bytes of log lines. */
  readonly logBytes: number;
}

/** Units of an answer: taken from the agent, sent, and called sent. The account is open already, as it is in a sender that runs. */
export async function measureOutbound(world: World): Promise<OutboundUnits> {
  const kit = await kitOf('line');
  const connection = aConnection({
    workspaceId: 'ws_outbound_bench00',
    id: 'c_outbound_bench00',
    accountId: 'U00000000000000000000000000000001',
    credentials: [kit.credentials.main?.ref ?? ''],
  });
  await world.connect(connection);
  const { delivery, ref } = await customerOf(world, connection, kit);
  await receiveDelivery(world.deps, delivery);
  const deps = sendingDeps(world, connection);
  const session: Session = { userId: 'u_bench', workspaceId: connection.workspaceId, role: 'agent' };
  const answer = async (i: number): Promise<OutboundUnits> => {
    const logged = world.logLines.length;
    const draft = { kind: 'text', text: `คำตอบที่ ${i} `.padEnd(120, 'ก') } as const;
    const queued = await measure(world, () =>
      queueMessage(deps, session, ref.conversationId, draft, `key-${i}`),
    );
    const sent = await measure(world, () => sendPending(deps, ref));
    const lines = world.logLines.slice(logged);
    return {
      read: queued.read + sent.read,
      write: queued.write + sent.write,
      queueCpuMs: queued.cpuMs,
      sendCpuMs: sent.cpuMs,
      logBytes: lines.reduce((bytes, line) => bytes + Buffer.byteLength(line), 0),
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

async function customerOf(world: World, connection: Connection, kit: Awaited<ReturnType<typeof kitOf>>) {
  const delivery = message(kit, connection, { customer: 1, number: 0, bytes: 600 });
  const [item] = connectors.find(({ manifest }) => manifest.id === 'line')?.parse(delivery) ?? [];
  if (item?.type !== 'message') throw new Error('the sample is no message');
  const { idSecret } = await world.deps.keys.workspace(connection.workspaceId);
  const conversationId = conversationIdOf(idSecret, connection.id, item.thread);
  return { delivery, ref: { workspaceId: connection.workspaceId, conversationId } };
}

function sendingDeps({ deps, inbox }: World, connection: Connection): SendingDeps & QueueDeps {
  const line = connectors.find(({ manifest }) => manifest.id === 'line');
  if (!line) throw new Error('no connector for LINE');
  let sent = 0;
  const send = async () => [{ platformMessageId: `59900000000000${sent++}` }];
  const connector = { ...line, messaging: async () => ({ send }) };
  const opened = { calls: {}, account: {}, access: {}, login: {}, authorization: {} };
  const found = { fresh: async () => connection, connection: async () => connection };
  return {
    ...deps,
    connectors: [connector],
    connections: found,
    outbox: new DynamoOutbox(inbox),
    sends: { ask: async () => {} },
    files: { describe: async () => null, open: async () => null },
    random: systemRandom,
    rules: windowRuleOf,
    accounts: { open: async () => opened, forget: () => {} } as unknown as OpenedAccounts,
  } as unknown as SendingDeps & QueueDeps;
}
