import {
  commonEvent,
  credentialOf,
  deliveryOf,
  type SampleApp,
  signAsMeta,
} from '../../shared/meta/sample-meta.ts';
import type { Act, SampleKit } from '../../shared/sample-kit.ts';

const APP: SampleApp = {
  appId: '880099887766554',
  appSecret: 'a1b2c3d4e5f60718293a4b5c6d7e8f90',
  verifyToken: 'invented-verify-token-of-instagram',
};

/** Plays Instagram for an account connected by the Instagram login. */
export const kit: SampleKit = {
  platform: 'instagram',
  credentials: { main: credentialOf('app/instagram', APP) },
  sign: signAsMeta,
  compose: (act) => {
    const event = eventOf(act);
    return event === null ? null : deliveryOf('instagram', act, event);
  },
  seed: () => ({
    apps: { instagram: { ...APP } },
    credentials: { accessToken: 'invented-instagram-token', login: 'instagram' },
  }),
};

function eventOf(act: Act): object | null {
  switch (act.kind) {
    case 'echo':
      return { message: { mid: act.messageId, is_echo: true, text: act.text } };
    case 'unsend':
      return { message: { mid: act.messageId, is_deleted: true } };
    case 'read':
      return { read: { mid: act.messageId } };
    default:
      return commonEvent(act);
  }
}
