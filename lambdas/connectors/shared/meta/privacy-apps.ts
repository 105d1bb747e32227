/** The applications that Meta's privacy callbacks may be signed for, in the order in which their secrets are tried. */
export const PRIVACY_APPS: readonly string[] = ['app/meta', 'app/instagram'];
