/**
 * A credential's ref names who may sign: `app/meta`, `line/{connectionId}`, `shopee/{partnerId}/{print}`. Its first two parts are what a
 * webhook's address tells, so credentials are looked up by them.
 */
export function lookupOfCredential(ref: string): string {
  return ref.split('/').slice(0, 2).join('/');
}
