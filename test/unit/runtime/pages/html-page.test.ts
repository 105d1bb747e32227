import { createHash } from 'node:crypto';
import { type HtmlPage, htmlPage } from '../../../../lambdas/runtime/pages/html-page.ts';

const page: HtmlPage = {
  status: 404,
  title: { th: 'ไม่พบ', en: 'Not found' },
  paragraphs: [{ th: 'ตรวจสอบลิงก์', en: 'Check the link' }],
  link: { href: 'https://console.example.com/', th: 'กลับ', en: 'Back' },
};

describe('a page', () => {
  it('says everything in Thai first, then in English', () => {
    const { statusCode, body } = htmlPage(page);
    expect(statusCode).toBe(404);
    expect(body).toMatch(/^<!doctype html>\n<html lang="th">/);
    const [thai = '', english = ''] = body?.split('<section lang="en">') ?? [];
    expect(thai).toContain('<section lang="th">');
    for (const text of ['ไม่พบ', 'ตรวจสอบลิงก์', 'กลับ']) expect(thai).toContain(`>${text}<`);
    for (const text of ['Not found', 'Check the link', 'Back']) expect(english).toContain(`>${text}<`);
  });

  it('fits a phone, and carries nothing that runs', () => {
    const { body } = htmlPage(page);
    expect(body).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(body).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|style=/i);
  });

  it('is let in by its own policy with exactly the style that it has', () => {
    const { headers, body = '' } = htmlPage(page);
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style, 'utf8').digest('base64');
    expect(headers?.['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('is kept by nobody, found by nobody and followed by nobody', () => {
    expect(htmlPage(page).headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
    });
  });

  it('S22: shows markup as text, wherever it stands', () => {
    const bad = `"><script>alert('1')</script>&`;
    const text = { th: bad, en: bad };
    const link = { ...text, href: `https://example.com/${bad}` };
    const { body } = htmlPage({ status: 200, title: text, paragraphs: [text], link });
    expect(body).not.toMatch(/<script|"><|'1'/);
    expect(body).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//elsewhere.example.com', ' javascript:x', ''])(
    'leads nowhere by %p',
    (href) => {
      expect(htmlPage({ ...page, link: { href, th: 'ก', en: 'a' } }).body).not.toContain('<a');
    },
  );

  it.each(['/privacy', 'mailto:privacy@example.com', 'http://127.0.0.1:4700/'])('leads to %s', (href) => {
    expect(htmlPage({ ...page, link: { href, th: 'ก', en: 'a' } }).body).toContain(`<a href="${href}">`);
  });
});
