import type { SandboxAnswer } from '../platform-sandbox.ts';
import { digestOf, keepFile, PICTURES } from './files.ts';
import type { Api, SellerCall } from './gateway.ts';
import { DAY_MS, done, type Lazada, own, refuse } from './platform.ts';

const MB = 1024 * 1024;

const KINDS: Readonly<Record<string, string>> = { jpg: 'ffd8ff', png: '89504e47' };

/** A picture that stays where it is put. Its `image` is a file of a form, no text. */
export const imageUpload: Api<SellerCall> = {
  methods: ['POST'],
  required: [],
  answer: ({ lazada, params, files }) => {
    const image = files.image;
    if (params.image !== undefined) return refuse(lazada, '302', 'Not supported URL');
    if (!image || image.bytes.length === 0) return refuse(lazada, '30', 'E030: Empty Request');
    if (image.bytes.length > MB) return refuse(lazada, '303', 'E303: The image is too large');
    const kind = Object.keys(KINDS).find((one) =>
      image.bytes
        .subarray(0, 4)
        .toString('hex')
        .startsWith(KINDS[one] as string),
    );
    if (kind === undefined) return refuse(lazada, '302', 'Not supported URL');
    const hash_code = digestOf(image.bytes, 'md5');
    const type = kind === 'png' ? 'image/png' : 'image/jpeg';
    const place = keepFile(lazada, `${PICTURES}/p/${hash_code}.${kind}`, image.bytes, type);
    // Without TLS, as in the documentation.
    return done(lazada, { data: { image: { hash_code, url: `http://${place}` } } });
  },
};

/** A video of the chat: playable from the second time that somebody asks. */
export const videoGet: Api<SellerCall> = {
  methods: ['GET'],
  required: ['videoId'],
  answer: ({ lazada, params }) => {
    const { memory, world } = lazada;
    const video = own(memory.videos ?? {}, params.videoId ?? '');
    const file = video && memory.files?.[video.place];
    if (!video || !file) return mediaRefusal(lazada, 'FAIL_TO_GET_VIDEO');
    video.asked++;
    const ready = video.asked > 1;
    if (ready) file.until = world.now() + DAY_MS;
    return done(lazada, {
      success: 'true',
      result_code: 'ok',
      result_message: 'ok',
      state: ready ? 'AUDIT_SUCCESS' : 'TRANSCODING',
      title: video.title,
      cover_url: `http://${PICTURES}/p/cover.jpg`,
      video_url: ready ? `http://${video.place}?auth_key=${world.newToken('')}` : '',
    });
  },
};

/** How the media centre says no: the gateway says yes. */
function mediaRefusal(lazada: Lazada, result_code: string): SandboxAnswer {
  return done(lazada, { success: 'false', result_code, result_message: 'detail message' });
}
