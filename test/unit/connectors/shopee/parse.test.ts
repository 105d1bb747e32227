import { parse } from '../../../../lambdas/connectors/shopee/parse.ts';
import { UnreadableDelivery } from '../../../../lambdas/domain/errors.ts';

const read = (body: string) => parse({ surface: 'main', body: Buffer.from(body), receivedAt: 0 });

describe('Shopee parse', () => {
  it('counts an empty body, which the console signs, too', () => {
    expect(read('')).toEqual([{ type: 'ignored', rule: 'shopee.empty_body' }]);
  });

  it.each(['hello', '[]', 'null', '{}', '{"code":"ten"}', '{"code":null}'])(
    'parks a body that is no push: %s',
    (body) => expect(() => read(body)).toThrow(UnreadableDelivery),
  );

  it('S08: names fields and no content when something is missing', () => {
    const body = { code: 10, shop_id: 1, data: { type: 'message', content: { message_id: 'secret words' } } };
    expect(read(JSON.stringify(body))).toEqual([
      { type: 'unreadable', reason: 'message_type is missing or of another type' },
    ]);
  });

  it.each([
    ['shop id 22000000 (VN) has been cancelled its authorization', ['22000000']],
    ['Shop(id: 22000001)', ['22000001']],
    ['shop: 22000002 and shop 22000003', ['22000002', '22000003']],
    ['merchant id 1204477 has been cancelled', []],
  ])('finds the shops of a sentence: %s', (extra, shops) => {
    const items = read(JSON.stringify({ code: 2, timestamp: 1767225700, data: { extra } }));
    expect(items.flatMap((item) => (item.type === 'connection' ? [item.accountId] : []))).toEqual(shops);
  });

  it('is not held up by a sentence that makes expressions backtrack', () => {
    const extra = `shop${' '.repeat(990)}x`;
    const body = JSON.stringify({ code: 2, timestamp: 1767225700, data: { extra } });
    const start = process.hrtime.bigint();
    for (let i = 0; i < 30; i++) read(body);
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1_000);
  });
});
