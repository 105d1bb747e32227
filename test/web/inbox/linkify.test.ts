import { tokensOf } from '../../../web/src/inbox/timeline/linkify.ts';

const linksIn = (text: string) =>
  tokensOf(text).flatMap((token) => (token.kind === 'link' ? [token.text] : []));

describe('web addresses in what customers write', () => {
  it.each([
    ['see https://shop.example/a?b=1#c now', ['https://shop.example/a?b=1#c']],
    ['(https://shop.example/a).', ['https://shop.example/a']],
    ['https://shop.example/a_(b)', ['https://shop.example/a_(b)']],
    ['ดูที่ https://shop.example/aสวยมาก', ['https://shop.example/a']],
    ['http://a.example, https://b.example!', ['http://a.example', 'https://b.example']],
    ['HTTPS://SHOP.example/X', ['HTTPS://SHOP.example/X']],
  ])('are found: %s', (text, links) => {
    expect(linksIn(text)).toEqual(links);
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x file:///etc/passwd ftp://a.example',
    'https://',
    'https://bank.example@evil.example/',
    'xhttps://a.example',
    '<a href="javascript:1">x</a>',
  ])('are none: %s', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  it('lead nowhere but to http and https', () => {
    const hostile = 'https://a.example/"><script>alert(1)</script> https://b.example/\u202Egnp.exe';
    expect(linksIn(hostile)).toEqual(['https://a.example/', 'https://b.example/']);
  });

  it.each(['', 'a\nb', 'x https://a.example/?q=ก y', '((https://a.example))', 'https://a.example@b'])(
    'change nothing of the text: %j',
    (text) => {
      expect(
        tokensOf(text)
          .map((token) => token.text)
          .join(''),
      ).toBe(text);
    },
  );
});
