import {
  commonEvent,
  credentialOf,
  deliveryOf,
  type SampleApp,
  signAsMeta,
} from '../../shared/meta/sample-meta.ts';
import type { Act, SampleKit } from '../../shared/sample-kit.ts';

const APP: SampleApp = {
  appId: '990011223344556',
  appSecret: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  verifyToken: 'invented-verify-token-of-meta',
};

/** Plays Messenger. */
export const kit: SampleKit = {
  platform: 'facebook',
  credentials: { main: credentialOf('app/meta', APP) },
  sign: signAsMeta,
  compose: (act) => {
    const event = eventOf(act);
    return event === null ? null : deliveryOf('page', act, event);
  },
  seed: () => ({ apps: { meta: { ...APP } }, credentials: { pageAccessToken: 'invented-page-token' } }),
};

/** The app id is that of Meta's own inbox of a Page. Unsending is not documented for Messenger. */
function eventOf(act: Act): object | null {
  switch (act.kind) {
    case 'echo':
      return {
        message: { mid: act.messageId, is_echo: true, app_id: 26390203743090, text: act.text },
      };
    case 'read':
      return { read: { watermark: act.at } };
    default:
      return commonEvent(act);
  }
}
