import type { Opened } from './exchange.ts';
import type { Flight } from './flight.ts';

/**
 * Looks at an answer's headers before anything of its body is read.
 * @throws EgressError
 */
export function checkHead(flight: Flight, { response, status }: Opened): void {
  const { headers } = response;
  if (Number(headers['content-length']) > flight.maxBytes) throw flight.error('too_large', { status });
  // Of the others the status is what counts.
  if (status < 200 || status >= 300) return;
  if (!isAmong(headers['content-encoding'] ?? 'identity', ['identity']))
    throw flight.error('wrong_type', { status, reason: 'content-encoding' });
  const { types } = flight.call;
  if (types && !isAmong(headers['content-type'], types))
    throw flight.error('wrong_type', { status, reason: 'content-type' });
}

/**
 * The body, chunk by chunk. The time that the reader takes does not count as silence of the platform.
 * @throws EgressError when it is longer than allowed, stalls or stops short
 */
export async function* readBody(flight: Flight, opened: Opened): AsyncGenerator<Buffer, void> {
  const { response, status } = opened;
  const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]();
  let size = 0;
  try {
    for (;;) {
      const silence = setTimeout(opened.expire, flight.limits.idleMs, 'idle');
      const next = await chunks.next().finally(() => clearTimeout(silence));
      if (next.done) return;
      size += next.value.length;
      if (size > flight.maxBytes) throw flight.error('too_large', { status });
      yield next.value;
    }
  } catch (error) {
    throw opened.errorOf(error);
  } finally {
    opened.close();
  }
}

/** The same in one piece. */
export async function readWhole(flight: Flight, opened: Opened): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of readBody(flight, opened)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function isAmong(header: string | undefined, types: readonly string[]): boolean {
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  return types.some((allowed) =>
    allowed.endsWith('/*') ? type.startsWith(allowed.slice(0, -1)) : type === allowed,
  );
}
