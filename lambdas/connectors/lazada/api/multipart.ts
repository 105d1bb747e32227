import type { Params } from './signature.ts';

/** A file in a form. */
export interface FilePart {
  /** Of the parameter. */
  readonly name: string;
  /** ASCII without quotes; never the customer's or the merchant's own name of it. */
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** `multipart/form-data` of parameters and one file, with a boundary that is new each time. */
export async function multipartOf(
  params: Params,
  { name, fileName, mimeType, bytes }: FilePart,
): Promise<{ readonly contentType: string; readonly body: Buffer }> {
  const form = new FormData();
  for (const [param, value] of Object.entries(params)) if (value !== undefined) form.set(param, value);
  form.set(name, new Blob([new Uint8Array(bytes)], { type: mimeType }), fileName);
  // Written by the runtime: escapes and boundaries are its business.
  const encoded = new Response(form);
  return {
    contentType: encoded.headers.get('content-type') ?? 'multipart/form-data',
    body: Buffer.from(await encoded.arrayBuffer()),
  };
}
