import { Misconfigured } from '../domain/errors.ts';

/** @throws Misconfigured */
export function readBase(text: string): URL {
  const base = URL.parse(text);
  if (!base || !/^https?:$/.test(base.protocol) || base.search || base.hash)
    throw new Misconfigured('the egress base is not an http or https address');
  return base;
}

/** `https://HOST/PATH?QUERY` becomes `{base}/HOST/PATH?QUERY`. */
export function rewrite(url: URL, base: URL): URL {
  return new URL(
    `${base.origin}${base.pathname.replace(/\/+$/, '')}/${url.hostname}${url.pathname}${url.search}`,
  );
}
