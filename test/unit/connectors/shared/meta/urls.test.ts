import { fileNameIn, fileUrl, webUrl } from '../../../../../lambdas/connectors/shared/meta/urls.ts';

describe('addresses in Meta deliveries', () => {
  it.each([
    ['https://cdn.fbsbx.com/v/t59/%E0%B9%83%E0%B8%9A%201.pdf?oe=1', 'ใบ 1.pdf'],
    ['https://cdn.fbsbx.com/a.pdf#x', 'a.pdf'],
    ['https://cdn.fbsbx.com/v/..%2F..%2Fetc%2Fpasswd.txt', undefined],
    ['https://cdn.fbsbx.com/v/a%00.pdf', undefined],
    ['https://cdn.fbsbx.com/v/%FF.pdf', undefined],
    ['https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1', undefined],
    ['https://lookaside.fbsbx.com/ig_messaging_cdn?name=a.pdf', undefined],
    ['https://cdn.fbsbx.com', undefined],
  ])('the file name in %s', (url, name) => {
    expect(fileNameIn(url)).toBe(name);
  });

  it('files are fetched by https only', () => {
    expect(fileUrl({ url: 'https://a.example/1' }, 'url')).toBe('https://a.example/1');
    for (const url of [
      'http://a.example/1',
      'file:///etc/passwd',
      'javascript:1',
      ' https://a.example',
      '',
      7,
    ])
      expect(fileUrl({ url }, 'url')).toBeUndefined();
  });

  it('links are http or https', () => {
    expect(webUrl({ url: 'http://a.example/1' }, 'url')).toBe('http://a.example/1');
    for (const url of ['javascript:https://a.example', 'data:text/html,x', '//a.example'])
      expect(webUrl({ url }, 'url')).toBeUndefined();
  });
});
