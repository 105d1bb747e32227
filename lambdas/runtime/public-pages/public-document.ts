import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Bilingual, escapeHtml, PAGE_HEADERS } from '../pages/html-page.ts';
import { PAGE_STYLE, securityPolicy } from '../pages/page-style.ts';

/** A part of a page, in both languages. All text is escaped here. */
export type Block =
  | { readonly heading: Bilingual }
  | { readonly text: Bilingual }
  | { readonly list: readonly Bilingual[] }
  /** `href`: a path of this site, or `mailto:`. */
  | { readonly link: Bilingual & { readonly href: string } };

export interface PublicDocument {
  readonly status: number;
  readonly title: Bilingual;
  readonly blocks: readonly Block[];
  /** HTML that is made of escaped parts, behind both languages: a form. */
  readonly form?: string;
}

/** What lists and forms need beyond the look of every page. */
const STYLE = [
  PAGE_STYLE,
  'h3{font-size:1.0625rem;margin:1.5rem 0 .5rem}',
  'ul{margin:0 0 .875rem;padding-left:1.25rem}',
  'li{margin:0 0 .5rem}',
  'form{margin-top:2rem;padding-top:2rem;border-top:1px solid #8886}',
  'label{display:block;margin:0 0 1rem}',
  'input,select,textarea{display:block;box-sizing:border-box;width:100%;margin-top:.25rem;padding:.5rem;font:inherit}',
  'button{padding:.625rem 1.25rem;font:inherit}',
  '.trap{position:absolute;left:-100rem}',
  '.wrong{font-weight:bold}',
].join('');

const HEADERS = { ...PAGE_HEADERS, 'content-security-policy': securityPolicy(STYLE, "'none'") } as const;

const FORM_HEADERS = {
  ...HEADERS,
  'content-security-policy': securityPolicy(STYLE, "'self'"),
  // With `no-referrer`, browsers send `Origin: null` with the form, and nobody could tell our page from another's.
  'referrer-policy': 'same-origin',
} as const;

/** A page for everybody: Thai first, then English, readable on a phone, without a script. Sets no cookie. */
export function publicDocument(page: PublicDocument): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: page.status,
    headers: { ...(page.form === undefined ? HEADERS : FORM_HEADERS) },
    body: htmlOf(page),
  };
}

function htmlOf({ title, blocks, form = '' }: PublicDocument): string {
  return [
    '<!doctype html>',
    '<html lang="th">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title.th)} · ${escapeHtml(title.en)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<section lang="th">\n<h1>${escapeHtml(title.th)}</h1>`,
    ...blocks.map((block) => blockOf(block, 'th')),
    '</section>',
    `<section lang="en">\n<h2>${escapeHtml(title.en)}</h2>`,
    ...blocks.map((block) => blockOf(block, 'en')),
    '</section>',
    form,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockOf(block: Block, language: keyof Bilingual): string {
  if ('heading' in block) return `<h3>${escapeHtml(block.heading[language])}</h3>`;
  if ('text' in block) return `<p>${escapeHtml(block.text[language])}</p>`;
  if ('link' in block) {
    const { href } = block.link;
    return `<p><a href="${escapeHtml(href)}">${escapeHtml(block.link[language])}</a></p>`;
  }
  return `<ul>\n${block.list.map((item) => `<li>${escapeHtml(item[language])}</li>`).join('\n')}\n</ul>`;
}
