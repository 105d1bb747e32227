import { facebook } from '../../../../lambdas/connectors/facebook/index.ts';
import { UnreadableDelivery } from '../../../../lambdas/domain/errors.ts';

const parse = (body: string) =>
  facebook.parse({ surface: 'main', body: Buffer.from(body), receivedAt: 1_791_162_764_812 });

const event = (extra: string) =>
  `{"object":"page","entry":[{"id":"1","time":1791162764812,"messaging":[{"sender":{"id":"2"},"recipient":{"id":"1"},"timestamp":1791162764301,${extra}}]}]}`;

describe('Facebook deliveries as a whole', () => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'EVENT'],
    ['a list', '[]'],
    ['no object', '{"entry":[]}'],
    ['no entries', '{"object":"page"}'],
    ['entries that are no list', '{"object":"page","entry":{}}'],
    ['200 nested lists', `{"object":"page","entry":${'['.repeat(200)}${']'.repeat(200)}}`],
    ['the object of the other address', '{"object":"instagram","entry":[{"id":"secret-words"}]}'],
  ])('cannot be read: %s', (_name, body) => {
    expect(() => parse(body)).toThrow(UnreadableDelivery);
  });

  it('F09: reasons name fields, never their content', () => {
    const [item] = parse(event('"message":{"mid":{"secret":"words"},"text":"secret words"}'));
    expect(item).toEqual({ type: 'unreadable', reason: 'message.mid is missing or of another type' });
  });
});

describe('Facebook events', () => {
  it('are read by every key that they have', () => {
    const items = parse(event('"message":{"mid":"m1","text":"a"},"referral":{"ref":"r"}'));
    expect(items.map((item) => item.type)).toEqual(['message', 'event']);
  });

  it('F16: sender ids above 2^53 stay different', () => {
    const customers = ['2189230491298365441', '2189230491298365442'].map((id) => {
      const [item] = parse(
        event('"message":{"mid":"m1","text":"a"}').replace('"sender":{"id":"2"}', `"sender":{"id":${id}}`),
      );
      return item?.type === 'message' ? item.customer?.key : undefined;
    });
    expect(customers).toEqual(['2189230491298365441', '2189230491298365442']);
  });

  it('F21: names of the prototype are neither events nor attachments', () => {
    expect(parse(event('"constructor":{},"toString":{}'))).toEqual([
      { type: 'ignored', rule: 'facebook.unknown_event' },
    ]);
    const [item] = parse(
      event('"message":{"mid":"m1","attachments":[{"type":"toString"},{"type":"__proto__"}]}'),
    );
    expect(item).toMatchObject({ kind: 'unsupported', data: { platformType: 'toString' } });
  });

  it('never carry tokens', () => {
    const read = JSON.stringify([
      ...parse(event('"optin":{"type":"notification_messages","notification_messages_token":"credential"}')),
      ...parse(event('"account_linking":{"status":"linked","authorization_code":"credential"}')),
    ]);
    expect(read).not.toContain('credential');
  });

  it('have the same id when they come again', () => {
    const id = () =>
      parse(event('"referral":{"ref":"r","ad_id":"7"}')).map((item) => 'eventId' in item && item.eventId);
    expect(id()).toEqual(id());
    expect(parse(event('"referral":{"ref":"other"}'))[0]).not.toMatchObject({ eventId: id()[0] });
  });
});

describe('edits of Facebook comments', () => {
  const editAt = (time: number, more = '') => {
    const value = `{"item":"comment","verb":"edited","post_id":"1_2","comment_id":"2_3","message":"a","created_time":1791162000${more}}`;
    const [item] = parse(
      `{"object":"page","entry":[{"id":"1","time":${time},"changes":[{"field":"feed","value":${value}}]}]}`,
    );
    return item?.type === 'edit' ? item.order : undefined;
  };

  it('are ordered by the notification, since the comment keeps the time of its first writing', () => {
    expect(editAt(1791162100)).toBe(1791162100000);
    expect(editAt(1791162200)).toBe(1791162200000);
  });

  it('are ordered by their own time where there is one', () => {
    expect(editAt(1791162200, ',"edited_time":1791162150')).toBe(1791162150000);
  });
});
