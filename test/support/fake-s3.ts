import { type AwsAnswer, type AwsCall, AwsRefusal } from '../../lambdas/aws/aws-call.ts';

/** The smallest part but the last one that S3 takes. */
const MIN_PART = 5 * 1_024 * 1_024;

/** S3 in memory: whole objects, parts of objects, ranges. */
export class FakeS3 {
  /** By `/{bucket}/{key}`. */
  readonly objects = new Map<string, Buffer>();
  /** What they were written with, names in lower case. */
  readonly headers = new Map<string, Readonly<Record<string, string>>>();
  /** Sizes of all bodies that were sent, in order. */
  readonly sent: number[] = [];
  readonly #begun = new Map<string, { readonly call: AwsCall; readonly parts: Map<number, Buffer> }>();

  /** Uploads that were begun and neither completed nor given up. */
  get unfinished(): number {
    return this.#begun.size;
  }

  answer(call: AwsCall): AwsAnswer {
    const { method = 'GET', path = '', body } = call;
    const [key = '', search = ''] = path.split('?');
    const query = new URLSearchParams(search);
    if (body !== undefined) this.sent.push(Buffer.byteLength(body));
    if (query.has('uploads')) return this.#begin(call);
    if (query.has('list-type')) return this.#list(key, query);
    const upload = query.get('uploadId');
    if (upload !== null) return this.#ofUpload(key, upload, Number(query.get('partNumber')), call);
    if (method === 'PUT') this.#put(key, Buffer.from(body ?? ''), call);
    if (method === 'DELETE') this.objects.delete(key);
    return method === 'GET' ? this.#get(key, call) : { status: 200, body: Buffer.alloc(0) };
  }

  #list(bucket: string, query: URLSearchParams): AwsAnswer {
    const keys = [...this.objects.keys()]
      .filter((path) => path.startsWith(`${bucket}/`))
      .map((path) => path.slice(bucket.length + 1))
      .filter((key) => key.startsWith(query.get('prefix') ?? '') && key > (query.get('start-after') ?? ''))
      .sort();
    const shown = keys.slice(0, Number(query.get('max-keys') ?? 1_000));
    const size = (key: string) => this.objects.get(`${bucket}/${key}`)?.length;
    const contents = shown.map((key) => `<Contents><Key>${key}</Key><Size>${size(key)}</Size></Contents>`);
    const more = `<IsTruncated>${shown.length < keys.length}</IsTruncated>`;
    return {
      status: 200,
      body: Buffer.from(`<ListBucketResult>${contents.join('')}${more}</ListBucketResult>`),
    };
  }

  #put(key: string, body: Buffer, { headers = {} }: AwsCall): void {
    this.objects.set(key, body);
    const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
    this.headers.set(key, Object.fromEntries(named));
  }

  #get(key: string, { headers = {} }: AwsCall): AwsAnswer {
    const found = this.objects.get(key);
    if (!found) throw new AwsRefusal('NoSuchKey', 404);
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(headers.Range ?? '') ?? [];
    if (from === undefined) return { status: 200, body: found };
    if (Number(from) >= found.length) throw new AwsRefusal('InvalidRange', 416);
    return { status: 206, body: found.subarray(Number(from), Number(to) + 1) };
  }

  #begin(call: AwsCall): AwsAnswer {
    const id = `upload+${this.#begun.size + 1}/x`;
    this.#begun.set(id, { call, parts: new Map() });
    return { status: 200, body: Buffer.from(`<Result><UploadId>${id}</UploadId></Result>`) };
  }

  #ofUpload(key: string, id: string, part: number, { method, body = '' }: AwsCall): AwsAnswer {
    const upload = this.#begun.get(id);
    if (!upload) throw new AwsRefusal('NoSuchUpload', 404);
    if (method === 'PUT') {
      upload.parts.set(part, Buffer.from(body));
      return { status: 200, body: Buffer.alloc(0), etag: `"part-${part}"` };
    }
    this.#begun.delete(id);
    if (method === 'POST') this.#put(key, joined(upload.parts, String(body)), upload.call);
    return { status: 200, body: Buffer.from('<Result/>') };
  }
}

/** The parts that a list names, by number and tag. */
function joined(parts: ReadonlyMap<number, Buffer>, list: string): Buffer {
  const named = [...list.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>&quot;part-(\d+)&quot;<\/ETag>/g)];
  const bodies = named.map(([, number, tag]) => {
    const body = parts.get(Number(number));
    if (!body || number !== tag) throw new AwsRefusal('InvalidPart', 400);
    return body;
  });
  if (bodies.slice(0, -1).some((body) => body.length < MIN_PART)) throw new AwsRefusal('EntityTooSmall', 400);
  return Buffer.concat(bodies);
}
