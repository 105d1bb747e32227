/** Origins, and places within them, that the console talks to besides its own. */
export interface ConsoleNeighbours {
  /** The user pool's service. */
  readonly cognito: string;
  /** Where presigned addresses of the media bucket lead, such as `https://s3.…/bucket/`. */
  readonly media: string;
  /** The live updates, if they have an origin of their own. */
  readonly live?: string | undefined;
}

/**
 * What the console's document may load and where it may talk to (S15): its own scripts and style sheets and nothing that stands in the document; no
 * frame; pictures, films and files also from the media bucket. No text becomes markup: `trusted-types 'none'` lets nobody make an exception.
 * Sources: https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/trusted-types/
 */
export function consolePolicy({ cognito, media, live }: ConsoleNeighbours): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    `img-src 'self' blob: ${media}`,
    `media-src blob: ${media}`,
    ["connect-src 'self'", cognito, media, live].filter((one) => one !== undefined).join(' '),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** Two years, as the list of browsers wants it. */
export const HSTS_SECONDS = 63_072_000;

/** What the document may not use; the console needs none of it. */
export const CONSOLE_PERMISSIONS =
  'camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()';

/** Nobody else gets to know which conversation somebody looks at. */
export const REFERRER_POLICY = 'same-origin';

/** What has a hash in its name stays for a year; the document and its configuration are asked for each time. */
export const CACHE = {
  hashed: 'public, max-age=31536000, immutable',
  other: 'no-cache',
} as const;

/** All headers of the console's files. CloudFront sets the same ones from its policy (lib/stacks/console-stack.ts). */
export function consoleHeaders(neighbours: ConsoleNeighbours): Readonly<Record<string, string>> {
  return {
    'content-security-policy': consolePolicy(neighbours),
    'strict-transport-security': `max-age=${HSTS_SECONDS}; includeSubDomains`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': REFERRER_POLICY,
    ...PLAIN_HEADERS,
  };
}

/** Those that CloudFront has no field of its own for. */
export const PLAIN_HEADERS: Readonly<Record<string, string>> = {
  'permissions-policy': CONSOLE_PERMISSIONS,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
