/** Which chat platform: the `id` of a connector's manifest, such as `line`. The registry knows which exist. */
export type PlatformId = string;

/**
 * One of a platform's separate messaging products, named by the connector: TikTok has `shop` and `business`,
 * Instagram can be reached by `instagram` or by `facebook` login. Platforms with a single one use `main`.
 */
export type Surface = string;

/** What a merchant can switch on for a connection. Each one needs its own permissions on the platform. */
export type Feature = 'inbox' | 'comments' | 'orders' | 'products' | 'profiles';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = number;

/** Any JSON value. Numbers that JavaScript cannot hold exactly are already strings (see `readJson`). */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
