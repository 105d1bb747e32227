import type { AwsCaller } from './aws-call.ts';

/** One page of the keys that begin with a prefix. */
export interface ListedObjects {
  readonly objects: readonly { readonly key: string; readonly size: number }[];
  /** Continues behind the last one; null = nothing is left. */
  readonly next: string | null;
}

/** Lists objects of a bucket, at most a thousand, in the order of their keys (ListObjectsV2). @throws Unavailable, AwsRefusal */
export async function listObjects(
  aws: AwsCaller,
  bucket: string,
  prefix: string,
  after: string | null,
  limit: number,
): Promise<ListedObjects> {
  const query = new URLSearchParams({ 'list-type': '2', 'max-keys': String(Math.min(limit, 1_000)), prefix });
  if (after !== null) query.set('start-after', after);
  // S3 signs spaces as %20.
  const path = `/${bucket}?${query.toString().replaceAll('+', '%20')}`;
  const { body } = await aws.send({ service: 's3', method: 'GET', path });
  const xml = body.toString('utf8');
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, content = '']) => ({
    key: unescapeXml(textOf(content, 'Key')),
    size: Number(textOf(content, 'Size')),
  }));
  const more = textOf(xml, 'IsTruncated') === 'true';
  return { objects, next: more ? (objects.at(-1)?.key ?? null) : null };
}

function textOf(xml: string, tag: string): string {
  return new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '';
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
