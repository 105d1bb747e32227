import type { Json } from '../../../domain/platform.ts';
import { type JsonObject, objectField } from '../fields.ts';
import { ids, texts } from './rename-fields.ts';

/** Where a customer came from: an ad, an m.me or ig.me link, a shop. The pictures of the ad are left out. */
export function referralData(referral: JsonObject | undefined): Record<string, Json> {
  const ad = objectField(referral, 'ads_context_data');
  return {
    ...texts(referral, { ref: 'ref', source: 'source', type: 'type', refererUri: 'referer_uri' }),
    ...ids(referral, { adId: 'ad_id' }),
    ...texts(ad, { adTitle: 'ad_title' }),
    ...ids(ad, { postId: 'post_id', productId: 'product_id', flowId: 'flow_id' }),
    ...ids(objectField(referral, 'product'), { productId: 'id' }),
  };
}

/** `{referral}` for the data of a message or postback that carries one. */
export function referralWithin(object: JsonObject): Record<string, Json> {
  const data = referralData(objectField(object, 'referral'));
  return Object.keys(data).length > 0 ? { referral: data } : {};
}
