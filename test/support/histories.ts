import type { Act, SampleKit } from '../../lambdas/connectors/shared/sample-kit.ts';
import type { AcceptedDelivery } from '../../lambdas/domain/delivery.ts';
import type { Rng } from './rng.ts';

const START = 1_790_000_000_000;
const KINDS = [
  'message',
  'message',
  'message',
  'echo',
  'edit',
  'unsend',
  'reaction',
  'read',
  'postback',
] as const;
const WORDS = ['สวัสดีค่ะ', 'มีของไหมคะ', 'ส่งวันนี้ไหม', 'ok 👍', 'price?', 'ขอบคุณค่ะ'];

/** Invents what happens between an account and two customers; only things that the platform has. */
export function history(rng: Rng, kit: SampleKit, surface: string, accountId: string, length: number): Act[] {
  const acts: Act[] = [];
  const messages: Act[] = [];
  // A message may be timed in the same second as the one before it: order then comes from the ids.
  let at = START;
  for (let i = 0; i < length; i++) {
    at += rng.pick([0, 400, 1_000, 60_000]);
    const act = invent(rng, { surface, accountId, at, number: i }, messages);
    if (kit.compose(act) === null) continue;
    acts.push(act);
    if (act.kind === 'message' || act.kind === 'echo') messages.push(act);
  }
  return acts;
}

interface Moment {
  readonly surface: string;
  readonly accountId: string;
  readonly at: number;
  readonly number: number;
}

function invent(rng: Rng, moment: Moment, messages: readonly Act[]): Act {
  const kind = rng.pick(KINDS);
  const { surface, accountId, at } = moment;
  const base = {
    surface,
    accountId,
    at,
    customerId: rng.pick(['7100000000000011', '7100000000000012']),
    messageId: String(598_301_122_334_400_000n + BigInt(moment.number)),
  };
  const text = `${rng.pick(WORDS)} ${moment.number}`;
  if (kind === 'message' || kind === 'echo' || kind === 'postback' || messages.length === 0) {
    return { ...base, kind: kind === 'echo' || kind === 'postback' ? kind : 'message', text };
  }
  const about = rng.pick(messages);
  const same = { ...base, customerId: about.customerId, messageId: about.messageId };
  if (kind === 'edit') return { ...same, kind, text, order: moment.number };
  if (kind === 'unsend') return { ...same, kind, sentAt: about.at };
  if (kind === 'reaction') return { ...same, kind, emoji: rng.pick(['❤️', '😮', null]) };
  return { ...same, kind: 'read' };
}

/** The deliveries in which the acts arrive. */
export function deliveriesOf(kit: SampleKit, credential: string, acts: readonly Act[]): AcceptedDelivery[] {
  return acts.map((act, i) => {
    const body = kit.compose(act);
    if (body === null) throw new Error(`${kit.platform} has no ${act.kind}`);
    return {
      id: `d${i}`,
      platform: kit.platform,
      surface: act.surface,
      credential,
      receivedAt: act.at + 300,
      body,
    };
  });
}
