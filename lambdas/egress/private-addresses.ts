import { BlockList, isIP } from 'node:net';

/** What the IANA registries set apart from the public internet: RFC 6890 and its successors. */
const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // With the metadata address of every cloud.
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/**
 * Inside 2000::/3. Everything outside of it is not public anyway: loopback, link-local, unique local, multicast, ::a.b.c.d.
 * Teredo (in 2001::/23) and 6to4 (2002::/16) carry an IPv4 address and are dead.
 */
const SPECIAL_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

/** Forms that carry an IPv4 address in their last 32 bits, which decides: IPv4-mapped, and NAT64 as subnets without IPv4 use it. */
const CARRIERS = ['0:0:0:0:0:ffff:', '64:ff9b:0:0:0:0:'];

const special = new BlockList();
for (const [net, bits] of SPECIAL_V4) special.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of SPECIAL_V6) special.addSubnet(net, bits, 'ipv6');

/** Whether an address leads to the public internet. What cannot be read does not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !special.check(address, 'ipv4');
  if (version !== 6) return false;
  const words = wordsOf(address);
  if (!words) return false;
  const carried = carriedV4(words);
  if (carried) return isPublicAddress(carried);
  return inGlobalUnicast(words) && !special.check(words.join(':'), 'ipv6');
}

/** The eight words in their shortest form. Undefined for an address with a zone, which is local by nature. */
function wordsOf(address: string): string[] | undefined {
  // The URL parser knows all ways to write an address.
  const text = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1);
  if (text === undefined) return undefined;
  const [head = [], tail = []] = text.split('::').map((side) => (side ? side.split(':') : []));
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}

function carriedV4(words: readonly string[]): string | undefined {
  const text = words.join(':');
  if (!CARRIERS.some((prefix) => text.startsWith(prefix))) return undefined;
  return words
    .slice(6)
    .map((word) => Number.parseInt(word, 16))
    .flatMap((word) => [word >> 8, word & 0xff])
    .join('.');
}

function inGlobalUnicast([first = '0']: readonly string[]): boolean {
  return Number.parseInt(first, 16) >> 13 === 0b001;
}
