import {
  asObject,
  idField,
  isTrue,
  numberField,
  pick,
  textField,
  timeField,
} from '../../../../lambdas/connectors/shared/fields.ts';
import { readJson } from '../../../../lambdas/connectors/shared/read-json.ts';

const object = asObject(
  readJson('{"text":"a","empty":"","n":7,"digits":"42","yes":"true","nested":{"x":1},"__proto__":{"y":1}}'),
);

describe('fields of foreign objects', () => {
  it('are picked by type', () => {
    expect(textField(object, 'text')).toBe('a');
    expect(textField(object, 'n')).toBeUndefined();
    expect(numberField(object, 'digits')).toBe(42);
    expect(idField(object, 'n')).toBe('7');
    expect(idField(object, 'empty')).toBeUndefined();
    expect(isTrue(object, 'yes')).toBe(true);
  });

  it('F21: are never inherited', () => {
    expect(textField(object, 'constructor')).toBeUndefined();
    expect(pick(object, ['toString', 'text', '__proto__', 'nested'])).toEqual({ text: 'a' });
  });

  it.each([
    [1_791_162_810, 1_791_162_810_000],
    [1_791_162_764_301, 1_791_162_764_301],
    ['1791162810', 1_791_162_810_000],
    [0, undefined],
    [-5, undefined],
    ['yesterday', undefined],
  ])('F15: the time %j is %j milliseconds', (value, expected) => {
    expect(timeField({ at: value }, 'at')).toBe(expected);
  });
});
