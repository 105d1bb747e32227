import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';

const CANARY = 'canary-3f9c';
const secret = new SecretText(CANARY);

/** What a console prints. */
function printed(print: (console: Console) => void): string {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  print(new Console(stream, stream));
  return text.trim();
}

const holder = { deep: { secret, list: [secret] }, map: new Map([['s', secret]]) };
const errorWith = (cause: unknown) => new Error('failed', { cause });

describe('S11: a secret in memory', () => {
  it('is told to whoever asks for it by name', () => {
    expect(secret.reveal()).toBe(CANARY);
  });

  it.each<[string, () => string]>([
    ['a template string', () => `${secret}`],
    ['joined to a string', () => `${String(secret)}${[secret].join()}`],
    ['JSON', () => JSON.stringify(holder)],
    ['inspect', () => inspect(secret)],
    ['inspect, all the way', () => inspect(holder, { depth: 10, showHidden: true, getters: true })],
    ['inspect without custom printing', () => inspect(holder, { depth: 10, customInspect: false })],
    ['format', () => ['%s', '%o', '%O', '%j', '%d'].map((f) => format(f, secret)).join(' ')],
    ['console.log', () => printed((console) => console.log(secret, holder, '%s', secret))],
    ['console.dir', () => printed((console) => console.dir(holder, { depth: 10, showHidden: true }))],
    ['console.table', () => printed((console) => console.table([{ secret }]))],
    ['an error', () => inspect(errorWith(holder), { depth: 10 })],
    ['its keys', () => JSON.stringify([Object.entries(secret), Reflect.ownKeys(secret), { ...secret }])],
    ['a copy', () => inspect(structuredClone({ secret }), { depth: 10, showHidden: true })],
  ])('is not shown by %s', (_name, show) => {
    expect(show()).not.toContain(CANARY);
  });

  it('shows that something is there', () => {
    expect(`${secret}`).toBe('[sealed]');
    expect(JSON.stringify({ secret })).toBe('{"secret":"[sealed]"}');
    expect(inspect({ secret })).toBe('{ secret: [sealed] }');
    expect(format('%s %O', secret, secret)).toBe('[sealed] [sealed]');
    expect(printed((console) => console.log(secret))).toBe('[sealed]');
  });
});
