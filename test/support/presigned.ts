import { createHash, createHmac } from 'node:crypto';

/** What somebody does with an address that carries its own permission. */
export interface PresignedUse {
  readonly url: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly at: number;
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * Whether S3 would do it: Signature Version 4 in the query, worked out from the documentation and not by the library that signs.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function s3Takes({ url, method, headers = {}, at }: PresignedUse, secret: string): boolean {
  const { host, pathname, searchParams } = new URL(url);
  const given = searchParams.get('X-Amz-Signature');
  searchParams.delete('X-Amz-Signature');
  const of = (name: string) => searchParams.get(name) ?? '';
  const signedAt = Date.parse(
    of('X-Amz-Date').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const isInTime = at >= signedAt && at < signedAt + Number(of('X-Amz-Expires')) * 1_000;
  const sent: Record<string, string> = { host };
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = value;
  const names = of('X-Amz-SignedHeaders').split(';');
  const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const canonical = [
    method,
    pathname,
    query.join('&'),
    ...names.map((name) => `${name}:${sent[name] ?? ''}`),
    '',
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const [, day = '', region = '', service = '', end = ''] = of('X-Amz-Credential').split('/');
  const text = [
    of('X-Amz-Algorithm'),
    of('X-Amz-Date'),
    [day, region, service, end].join('/'),
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), service), end);
  return isInTime && service === 's3' && hmac(key, text).toString('hex') === given;
}
