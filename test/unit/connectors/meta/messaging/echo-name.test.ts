import { connectorOf } from '../../../../../lambdas/connectors/index.ts';
import { metaJson } from '../../../../../lambdas/connectors/shared/meta/sample-meta.ts';
import { messagesIn } from './messaging-world.ts';

const PAGE = '104455667788990';
const PERSON = '7100000000000011';

/** What an echo, or a customer's message, with this metadata is called. */
function nameOf(metadata: unknown, from: 'page' | 'customer' = 'page'): unknown {
  const [sender, recipient] = from === 'page' ? [PAGE, PERSON] : [PERSON, PAGE];
  const message = { mid: 'm_1', text: 'hi', metadata, ...(from === 'page' ? { is_echo: true } : {}) };
  const event = { sender: { id: sender }, recipient: { id: recipient }, timestamp: 1791162764301, message };
  const body = metaJson({ object: 'page', entry: [{ id: PAGE, time: 1791162764812, messaging: [event] }] });
  return messagesIn(connectorOf('facebook').parse({ surface: 'main', body, receivedAt: 0 }))[0]?.echoName;
}

describe('the name of an echo', () => {
  it.each(['msg_01J9', 'a-B_9', 'x'.repeat(64)])('is what we gave it: %s', (name) => {
    expect(nameOf(name)).toBe(name);
  });

  it.each(['', 'x'.repeat(65), 'a b', 'a/b', 'ชื่อ', 'a\n', '{"json":1}', 7, null, undefined])(
    'is nothing of another tool’s: %j',
    (metadata) => {
      expect(nameOf(metadata)).toBeUndefined();
    },
  );

  it('is nothing that a customer could write', () => {
    expect(nameOf('msg_01J9', 'customer')).toBeUndefined();
  });
});
