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

/** Units of an answer: taken from the agent, sent, and called sent. The account is open already, as it is in a sender that runs. */
export async function measureOutbound(world: World): Promise<Units> {
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
  const units: Units[] = [];
  for (let i = 0; i <= ANSWERS; i++) {
    units.push(
      await world.capacity.of(async () => {
        const draft = { kind: 'text', text: `คำตอบที่ ${i} `.padEnd(120, 'ก') } as const;
        await queueMessage(deps, session, ref.conversationId, draft, `key-${i}`);
        await sendPending(deps, ref);
      }),
    );
  }
  const measured = units.slice(1);
  return { read: mean(measured.map(({ read }) => read)), write: mean(measured.map(({ write }) => write)) };
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
