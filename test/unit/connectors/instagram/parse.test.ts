import { instagram } from '../../../../lambdas/connectors/instagram/index.ts';
import { UnreadableDelivery } from '../../../../lambdas/domain/errors.ts';

const parse = (body: unknown) =>
  instagram.parse({
    surface: 'main',
    body: Buffer.from(JSON.stringify(body)),
    receivedAt: 1_791_162_764_812,
  });

const delivery = (entry: object, event: object) => ({
  object: 'instagram',
  entry: [{ time: 1791162764812, ...entry, messaging: [{ timestamp: 1791162764301, ...event }] }],
});

describe('Instagram deliveries', () => {
  it.each([[{ object: 'page', entry: [] }], [{ object: 'instagram' }], [{ entry: [] }]])(
    'cannot be read as a whole: %j',
    (body) => {
      expect(() => parse(body)).toThrow(UnreadableDelivery);
    },
  );

  it('keep the id of the entry when only one side is named', () => {
    const event = { recipient: { id: '9' }, policy_enforcement: { action: 'unblock' } };
    expect(parse(delivery({ id: '1' }, event))).toMatchObject([{ accountId: '1' }]);
  });

  it('never copy what belongs to others: stories, posts and reels are no attachments', () => {
    for (const type of ['story_mention', 'story', 'ig_story', 'share', 'ig_post', 'reel', 'ig_reel']) {
      const attachments = [{ type, payload: { url: 'https://lookaside.fbsbx.com/a' } }];
      const [item] = parse(
        delivery(
          { id: '1' },
          { sender: { id: '2' }, recipient: { id: '1' }, message: { mid: 'm', attachments } },
        ),
      );
      expect(item).toMatchObject({ type: 'message', attachments: [] });
    }
    expect(instagram.manifest.media).toMatchObject({ story_mention: 'link', share: 'link' });
  });
});
