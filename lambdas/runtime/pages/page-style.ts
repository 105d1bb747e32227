import { createHash } from 'node:crypto';

/** The look of every page: one column that a phone reads without zooming, light or dark as the reader has it. No font is fetched. */
export const PAGE_STYLE = [
  ':root{color-scheme:light dark}',
  'body{margin:0 auto;max-width:38rem;padding:1.5rem 1.25rem 3rem;font:1.0625rem/1.65 system-ui,-apple-system,"Noto Sans Thai","Leelawadee UI",Tahoma,sans-serif;overflow-wrap:anywhere}',
  'h1,h2{font-size:1.375rem;margin:0 0 1rem}',
  'p{margin:0 0 .875rem}',
  'section+section{margin-top:2rem;padding-top:2rem;border-top:1px solid #8886}',
  'a{display:inline-block;padding:.375rem 0}',
].join('');

/** The page may show its own text in this style, and nothing else: no script, no picture, no frame around it, no form. */
export const PAGE_SECURITY_POLICY = securityPolicy(PAGE_STYLE, "'none'");

/** The same for a page of another style, or with a form that leads to this site. */
export function securityPolicy(style: string, formAction: "'none'" | "'self'"): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    `form-action ${formAction}`,
  ].join('; ');
}
