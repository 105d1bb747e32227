/** Signed with the secret of the Meta app, as on Instagram. */
export { verify } from '../shared/meta/signature.ts';
