import { isIP } from 'node:net';
import type { EgressRule } from '../ports/egress.ts';

/** An address that may be called, or the rule that it breaks and its host. */
export type CheckedUrl =
  | { readonly url: URL; readonly broken?: undefined }
  | { readonly broken: EgressRule; readonly host: string };

/**
 * Holds an address against a host list. Works on the parsed address only, so that what is checked is what is called.
 * @param from where a redirect comes from: its target may be relative
 */
export function checkUrl(text: string, allowed: readonly string[], from?: URL): CheckedUrl {
  // Not `new URL`: its error holds the text.
  const url = URL.parse(text, from?.href);
  if (!url) return { broken: 'unreadable_url', host: '?' };
  const broken = brokenRule(url, allowed);
  return broken ? { broken, host: url.hostname.slice(0, LONGEST_NAME) || '?' } : { url };
}

/** Of a domain name. */
const LONGEST_NAME = 253;

function brokenRule(url: URL, allowed: readonly string[]): EgressRule | undefined {
  if (url.protocol !== 'https:') return 'https_only';
  if (url.username || url.password) return 'no_user_info';
  // Empty for 443, the port of https.
  if (url.port) return 'port_443_only';
  if (isIP(url.hostname.replace(/^\[|\]$/g, ''))) return 'no_ip_literal';
  if (!allowed.some((pattern) => matchesHost(pattern, url.hostname))) return 'host_not_listed';
  return undefined;
}

/** Whether a host list's entry stands for this host. `*.` is one or more labels, anything else the host itself. */
export function matchesHost(pattern: string, host: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern;
  const parent = pattern.slice(1);
  return host.endsWith(parent) && host.length > parent.length;
}
