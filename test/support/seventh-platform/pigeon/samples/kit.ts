import { hmacSha256 } from '../../../../../lambdas/connectors/shared/hmac.ts';
import type { Act, SampleKit } from '../../../../../lambdas/connectors/shared/sample-kit.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';

const SECRET = 'invented-loft-secret-91b2c7';

/** Plays Pigeon Post. */
export const kit: SampleKit = {
  platform: 'pigeon',
  credentials: { main: { ref: 'pigeon/sample', secret: new SecretText(SECRET), facts: {} } },
  sign: ({ body, credential, at }) => {
    const time = String(Math.floor(at / 1000));
    return {
      'Content-Type': 'application/json',
      'X-Pigeon-Timestamp': time,
      'X-Pigeon-Signature': hmacSha256(credential.secret.reveal(), `${time}.`, body).toString('hex'),
    };
  },
  compose: (act) => {
    const event = eventOf(act);
    if (event === null) return null;
    const common = { at: act.at, guest: { id: act.customerId, name: 'Noah' } };
    return Buffer.from(JSON.stringify({ loft: act.accountId, events: [{ ...event, ...common }] }));
  },
  seed: () => ({ apps: {}, credentials: { loftSecret: SECRET, ringToken: 'invented-ring-token' } }),
};

function eventOf(act: Act): object | null {
  switch (act.kind) {
    case 'message':
      return { type: 'letter', from: 'guest', letterId: act.messageId, text: act.text };
    case 'echo':
      return { type: 'letter', from: 'loft', letterId: act.messageId, text: act.text };
    case 'unsend':
      return { type: 'called_back', letterId: act.messageId };
    case 'postback':
      return { type: 'stamp', eventId: `stamp-${act.messageId}`, label: act.text, value: 'SAMPLE' };
    case 'read':
      return { type: 'opened' };
    default:
      // A letter cannot be changed once the pigeon has it, and nobody reacts to one with a picture.
      return null;
  }
}
