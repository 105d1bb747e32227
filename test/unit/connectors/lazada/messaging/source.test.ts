import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import { kit } from '../../../../../lambdas/connectors/lazada/samples/kit.ts';
import type { InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { MediaSource } from '../../../../../lambdas/ports/account-messaging.ts';
import { lazadaSandbox } from '../../../../../local/sandbox/lazada.ts';
import { type PlatformWorld, platformWorld } from '../../../../support/platform-world.ts';
import { fakeCalls } from '../access/fake-calls.ts';
import { DEMO_SHOP, demoAccount, openWorld, refusalOf } from '../access/world.ts';
import { BUYER, delivered, digestOf, messaging, phone } from './kit.ts';

const DAY_MS = 86_400_000;
const BYTES = Buffer.from('the bytes of a file that a buyer sent');

describe('Lazada, files of buyers', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  const receive = async (kind: 'image' | 'video', name = 'clip.mp4', prepared = false) => {
    const file = { kind, base64: BYTES.toString('base64'), mimeType: `${kind}/x`, name };
    const act = { kind: 'file', accountId: DEMO_SHOP, customerId: BUYER, file, prepared } as const;
    expect(await world.sandbox.act('lazada', act)).toMatchObject({ delivered: true });
    return delivered(world).at(-1) as InboundMessage;
  };
  const sourceOf = async ({ attachments: [file], data }: InboundMessage): Promise<MediaSource> => {
    const found = await messaging.source?.(world.calls, demoAccount(world), {
      kind: 'image',
      ...file,
      data,
    });
    return found as MediaSource;
  };
  const fetchFrom = async (source: MediaSource) => {
    const url = source.kind === 'address' ? source.url : '';
    return fetch(url.replace('https://', `${world.sandbox.base}/`));
  };

  it('a picture is where its message says, for a while', async () => {
    const message = await receive('image');
    expect(message).toMatchObject({ kind: 'image', direction: 'inbound', text: null });
    const source = await sourceOf(message);
    expect(world.sandbox.calls).toEqual([]);
    const answer = await fetchFrom(source);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(BYTES);
    expect(answer.headers.get('content-type')).toBe('image/x');
    expect(await phone(world)).toMatchObject([
      { from: 'customer', kind: 'image', text: null, fileDigest: digestOf(BYTES) },
    ]);
    world.clock.moveTo(world.clock.now() + DAY_MS);
    expect((await fetchFrom(source)).status).toBe(403);
  });

  it('a video that was prepared already is there at once', async () => {
    const source = await sourceOf(await receive('video', 'clip.mp4', true));
    expect(Buffer.from(await (await fetchFrom(source)).arrayBuffer())).toEqual(BYTES);
  });

  it('a video is prepared first', async () => {
    const message = await receive('video');
    expect(message.attachments).toMatchObject([{ kind: 'video', name: 'clip.mp4' }]);
    expect(await sourceOf(message)).toEqual({ kind: 'not_yet', retryAfterMs: 60_000 });
    const source = await sourceOf(message);
    expect(source).toMatchObject({ url: expect.stringMatching(/^https:\/\/lazvideo\.lazcdn\.com\//) });
    expect(Buffer.from(await (await fetchFrom(source)).arrayBuffer())).toEqual(BYTES);
    expect(await phone(world)).toMatchObject([{ kind: 'video', text: null, fileDigest: digestOf(BYTES) }]);
    world.clock.moveTo(world.clock.now() + 7 * DAY_MS);
    expect((await fetchFrom(source)).status).toBe(403);
    expect((await fetchFrom(await sourceOf(message))).status).toBe(200);
  });

  it('a video that Lazada cannot find is asked for again', async () => {
    const file = { kind: 'video', mediaId: '30071484392', data: {} } as const;
    const refusal = await refusalOf(messaging.source?.(world.calls, demoAccount(world), file));
    expect(refusal).toMatchObject({ kind: 'unavailable', platformCode: 'FAIL_TO_GET_VIDEO' });
  });

  it('every address is at a host that files may be fetched from', async () => {
    const { media } = lazada.manifest.hosts;
    for (const host of ['th-live-02.slatic.net', 'lazvideo.lazcdn.com', 'lazvideo.alicdn.com'])
      expect(media.some((one) => (one.startsWith('*.') ? host.endsWith(one.slice(1)) : host === one))).toBe(
        true,
      );
  });
});

describe('Lazada, states of a video', () => {
  const url = 'http://lazvideo.alicdn.com/psp/a@@ld.mp4?auth_key=1-0-0-b';
  const ask = (answer: object, file: object = { mediaId: '1' }) => {
    const calls = fakeCalls({ code: '0', success: 'true', result_code: 'ok', ...answer });
    const account = demoAccount({ clock: { now: () => 2 } } as never);
    return messaging.source?.(calls, account, { kind: 'video', data: {}, ...file });
  };

  it('success may have an empty code', async () => {
    const answer = { success: true, result_code: '', state: 'AUDIT_SUCCESS', video_url: url };
    expect(await ask(answer)).toEqual({ kind: 'address', url: url.replace('http:', 'https:') });
  });

  it.each(['READY_FOR_TRANSCODE', 'TRANSCODING', 'READY_FOR_AUDIT', 'OF_NOBODYS_KNOWLEDGE', undefined])(
    '%s: not yet, whatever the address',
    async (state) => {
      expect(await ask({ state, video_url: url })).toMatchObject({ kind: 'not_yet' });
      expect(await ask({ state, video_url: '' })).toMatchObject({ kind: 'not_yet' });
    },
  );

  it('AUDIT_SUCCESS without an address: not yet', async () => {
    expect(await ask({ state: 'AUDIT_SUCCESS' })).toMatchObject({ kind: 'not_yet' });
    expect(await ask({ state: 'AUDIT_SUCCESS', video_url: 'psp/a.mp4' })).toMatchObject({ kind: 'not_yet' });
  });

  it.each(['TRANSCODE_FAILED', 'AUDIT_FAILED', 'DELETED'])('%s: gone', async (state) => {
    expect(await ask({ state, video_url: url })).toEqual({ kind: 'gone' });
  });

  it('a file with neither address nor id is gone, and nobody is asked', async () => {
    expect(await ask({}, {})).toEqual({ kind: 'gone' });
  });

  it.each([
    ['ILLEGAL_PARAMETER', 'rejected'],
    ['FAIL_TO_GET_SHOP_INFO', 'unavailable'],
    ['FAIL_TO_GET_VIDEO', 'unavailable'],
    ['NEW', 'rejected'],
  ])('%s is %s', async (result_code, kind) => {
    for (const success of [false, 'false'])
      expect((await refusalOf(ask({ success, result_code }))).kind).toBe(kind);
  });

  it('an app without that permission is told', async () => {
    const { apps } = kit.seed('main', DEMO_SHOP);
    const without = { lazada: { ...apps.lazada, withoutApis: '/media/video/get' } };
    const world = await platformWorld(lazada.manifest, lazadaSandbox, without);
    const file = { kind: 'video', mediaId: '1', data: {} } as const;
    const asked = messaging.source?.(world.calls, demoAccount(world), file);
    expect((await refusalOf(asked).finally(() => world.stop())).kind).toBe('app_refused');
  });
});
