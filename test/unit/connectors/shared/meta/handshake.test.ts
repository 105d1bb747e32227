import { connectorOf } from '../../../../../lambdas/connectors/index.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../../../../lambdas/ports/connector.ts';

const credential = (verifyToken?: string): WebhookCredential => ({
  ref: 'app/meta',
  secret: new SecretText('invented'),
  facts: verifyToken === undefined ? {} : { verifyToken },
});
const query = (more: Record<string, string | undefined> = {}) => ({
  'hub.mode': 'subscribe',
  'hub.verify_token': 'right',
  'hub.challenge': '1158201444',
  ...more,
});

describe.each(['facebook', 'instagram'])('the check of the address of %s', (platform) => {
  const connector = connectorOf(platform);
  const answer = (
    given: Record<string, string | undefined>,
    credentials: readonly WebhookCredential[] = [credential('right')],
  ) => connector.handshake?.(given, credentials);

  it('is answered with the challenge and nothing else', () => {
    expect(answer(query())).toEqual({ status: 200, body: '1158201444' });
  });

  it('takes the token of any of several apps', () => {
    const both = [credential('other'), credential(), credential('right')];
    expect(answer(query(), both)?.status).toBe(200);
    expect(answer(query({ 'hub.verify_token': 'other' }), both)?.status).toBe(200);
  });

  it.each([
    ['another token', { 'hub.verify_token': 'wrong' }],
    ['a longer token', { 'hub.verify_token': 'right ' }],
    ['another case', { 'hub.verify_token': 'Right' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
  ])('refuses %s', (_name, more) => {
    expect(answer(query(more))).toEqual({ status: 403, body: 'forbidden' });
  });

  it('refuses every token while no app has one', () => {
    for (const credentials of [[], [credential()], [credential('')]]) {
      expect(answer(query(), credentials)?.status).toBe(403);
      expect(answer(query({ 'hub.verify_token': 'undefined' }), credentials)?.status).toBe(403);
    }
  });

  it.each(['hub.mode', 'hub.verify_token', 'hub.challenge'])('misses %s', (name) => {
    expect(answer(query({ [name]: undefined }))?.status).toBe(400);
    expect(answer(query({ [name]: '' }))?.status).toBe(400);
  });

  it.each(['<script>1</script>', 'a b', 'a\n', 'ก', 'a'.repeat(257)])(
    'never echoes the challenge %j',
    (challenge) => {
      const given = answer(query({ 'hub.challenge': challenge }));
      expect(given?.status).toBe(400);
      expect(given?.body).not.toContain(challenge);
    },
  );

  it('echoes a challenge of 256 characters', () => {
    const challenge = 'aZ09_-'.repeat(50).slice(0, 256);
    expect(answer(query({ 'hub.challenge': challenge }))).toEqual({ status: 200, body: challenge });
  });

  it('is routed as GET beside the deliveries', () => {
    const { routes } = connector.manifest;
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /webhooks/${platform}`,
      `GET /webhooks/${platform}`,
    ]);
  });
});
