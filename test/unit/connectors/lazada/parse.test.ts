import { parse } from '../../../../lambdas/connectors/lazada/parse.ts';
import { UnreadableDelivery } from '../../../../lambdas/domain/errors.ts';

const read = (body: unknown) =>
  parse({
    surface: 'main',
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
    receivedAt: 5,
  });
const message = (data: object) => ({
  seller_id: 1,
  message_type: 2,
  data: { session_id: 's', message_id: 'm', from_account_type: 1, send_time: 1767225610123, ...data },
});

describe('Lazada parse', () => {
  it.each(['', 'hello', '[]', 'null', '{}', '{"message_type":"x"}'])(
    'parks a body that is no push: %s',
    (body) => expect(() => read(body)).toThrow(UnreadableDelivery),
  );

  it('S08: parks data of another type without quoting it', () => {
    expect(read({ seller_id: 1, message_type: 2, data: 'secret words' })).toEqual([
      { type: 'unreadable', reason: 'the body is not JSON' },
    ]);
    expect(read({ seller_id: 1, message_type: 2, data: ['secret words'] })).toEqual([
      { type: 'unreadable', reason: 'data is missing or of another type' },
    ]);
  });

  it('shows words as they are when content only looks like JSON', () => {
    for (const content of ['[', '"hi"', 'null', `${'['.repeat(100)}${']'.repeat(100)}`, '']) {
      expect(read(message({ template_id: 1, content }))).toMatchObject([{ kind: 'text', text: content }]);
    }
  });

  it('takes content that is an object already', () => {
    expect(read(message({ template_id: 1, content: { txt: 'hi' } }))).toMatchObject([{ text: 'hi' }]);
  });

  it('takes a recall for one, whoever wrote it, but the line about a recall for a notice', () => {
    const kinds = [
      { template_id: 1, status: 1 },
      { template_id: 1, status: 1, type: 2 },
      { template_id: 2, status: 1, type: 2 },
    ].map((data) => read(message(data))[0]?.type);
    expect(kinds).toEqual(['unsend', 'unsend', 'event']);
  });

  it('keeps only the directions that the sender’s type tells', () => {
    for (const from_account_type of [0, 3, 'x', null]) {
      expect(read(message({ template_id: 1, from_account_type }))[0]?.type).toBe('unreadable');
    }
  });
});
