/** Signed as on Facebook, with the secret of the Instagram app or of the Meta app: all that the route names are tried. */
export { verify } from '../shared/meta/signature.ts';
