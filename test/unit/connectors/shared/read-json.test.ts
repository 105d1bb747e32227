import { readJson } from '../../../../lambdas/connectors/shared/read-json.ts';
import { UnreadableDelivery } from '../../../../lambdas/domain/errors.ts';

describe('reading foreign JSON', () => {
  it('F16: keeps ids apart that a JavaScript number makes equal', () => {
    const read = (id: string) => readJson(`{"id":${id}}`);
    expect(read('2189230491298365441')).toEqual({ id: '2189230491298365441' });
    expect(read('2189230491298365442')).not.toEqual(read('2189230491298365441'));
    expect(read('-2189230491298365441')).toEqual({ id: '-2189230491298365441' });
  });

  it('F16: leaves numbers alone that JavaScript holds exactly, and fractions', () => {
    expect(readJson('{"a":9007199254740991,"b":13.750000,"c":1e3,"d":1234567890123456.5}')).toEqual({
      a: 9007199254740991,
      b: 13.75,
      c: 1000,
      d: 1234567890123456.5,
    });
  });

  it('F17: keeps half surrogate pairs, byte order and right-to-left marks of text', () => {
    expect(readJson('{"t":"\\ud800 \\ufffe \\uffff \\u202e \\u0000"}')).toEqual({
      t: '\ud800 \ufffe \uffff \u202e \u0000',
    });
  });

  it('F18: refuses 200,000 nested arrays without falling over', () => {
    expect(() => readJson(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toThrow(UnreadableDelivery);
    expect(readJson(`${'['.repeat(60)}"[[[["${']'.repeat(60)}`)).toBeDefined();
  });

  it('F21: a "__proto__" in the input changes no prototype', () => {
    const read = readJson('{"__proto__":{"admin":true},"a":1}') as Record<string, unknown>;
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it.each(['', 'no json', '{"a":', '\u0000', 'สวัสดี 0812345678'])(
    'F09: %j is unreadable, and the reason does not quote it',
    (body) => {
      let message = '';
      try {
        readJson(Buffer.from(body));
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableDelivery);
        message = (error as Error).message;
      }
      expect(message).toBe('the body is not JSON');
    },
  );
});
