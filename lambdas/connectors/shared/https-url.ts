/**
 * An address at the platform as https, or undefined for anything else (bare ids, app links, `javascript:`). Platforms also
 * write `http://` and, without a scheme, `//host/…`; all of them serve https.
 */
export function httpsUrl(value: string | undefined): string | undefined {
  const rest = /^(?:https?:)?\/\/(?=[A-Za-z0-9])(.+)$/.exec(value ?? '')?.[1];
  return rest === undefined ? undefined : `https://${rest}`;
}
