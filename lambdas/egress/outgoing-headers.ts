/** The connection's own, or set by the gate: a caller that could set them could name another host or smuggle a second request. */
const NOT_THE_CALLERS = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What another host may see. A list of what is harmless, because platforms keep tokens in headers of many names. */
const HARMLESS = new Set(['accept', 'accept-encoding', 'accept-language', 'range', 'user-agent']);

export type Headers = Readonly<Record<string, string>>;

/** The headers of a call, names in lower case, with those that the gate adds. */
export function outgoingHeaders(headers: Headers, body: Buffer | string | undefined): Headers {
  const own = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !NOT_THE_CALLERS.has(name) && !name.startsWith('proxy-'));
  return {
    'user-agent': 'KaoJai',
    ...Object.fromEntries(own),
    // Nothing is ever decompressed, so there is no bomb.
    'accept-encoding': 'identity',
    // Node sends DELETE with a body, but without its length.
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
}

/** Those that go along with a redirect to another host: no credentials. */
export function headersForAnotherHost(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)));
}
