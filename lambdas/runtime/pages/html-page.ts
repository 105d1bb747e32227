import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { PAGE_SECURITY_POLICY, PAGE_STYLE } from './page-style.ts';

/** Plain text in both languages; it is escaped here. */
export interface Bilingual {
  readonly th: string;
  readonly en: string;
}

export interface HtmlPage {
  /** HTTP status of the answer. */
  readonly status: number;
  readonly title: Bilingual;
  readonly paragraphs: readonly Bilingual[];
  /** The one place to go on to: `https:`, `http:`, `mailto:` or a path of this site. Any other address is left out. */
  readonly link?: Bilingual & { readonly href: string };
}

/** Headers of everything that a browser shows without signing in: kept nowhere, found by no search engine, run in no frame. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': PAGE_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
} as const;

/** A small page for API Gateway: Thai first, then English, readable on a phone, without a script. */
export function htmlPage(page: HtmlPage): APIGatewayProxyStructuredResultV2 {
  return { statusCode: page.status, headers: { ...PAGE_HEADERS }, body: documentOf(page) };
}

function documentOf(page: HtmlPage): string {
  return [
    '<!doctype html>',
    '<html lang="th">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(page.title.th)} · ${escapeHtml(page.title.en)}</title>`,
    // Not a byte more than the style itself: the policy lets exactly this text in.
    `<style>${PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    section(page, 'th', 'h1'),
    section(page, 'en', 'h2'),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function section(page: HtmlPage, language: keyof Bilingual, heading: 'h1' | 'h2'): string {
  return [
    `<section lang="${language}">`,
    `<${heading}>${escapeHtml(page.title[language])}</${heading}>`,
    ...page.paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph[language])}</p>`),
    ...linkOf(page, language),
    '</section>',
  ].join('\n');
}

function linkOf({ link }: HtmlPage, language: keyof Bilingual): string[] {
  if (!link || !/^(https?:\/\/|mailto:|\/(?!\/))/i.test(link.href)) return [];
  return [`<p><a href="${escapeHtml(link.href)}">${escapeHtml(link[language])}</a></p>`];
}

/** Text as it may stand in HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
