import dns from 'node:dns';
import type { LookupFunction } from 'node:net';

export interface ResolvedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** All addresses of a name. */
export type Resolver = (host: string) => Promise<readonly ResolvedAddress[]>;

/** The system's resolver. */
export const systemResolver: Resolver = async (host) =>
  (await dns.promises.lookup(host, { all: true, order: 'verbatim' })) as ResolvedAddress[];

/**
 * Gives a connection the addresses that were checked, whatever name it asks for: a name server that answers differently the second time
 * is not asked a second time.
 */
export function pinnedLookup(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (!first) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '');
    else if (options.all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}
