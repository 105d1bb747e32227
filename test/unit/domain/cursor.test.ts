import { readCursor, writeCursor } from '../../../lambdas/domain/cursor.ts';
import { InvalidInput } from '../../../lambdas/domain/errors.ts';

const secret = Buffer.alloc(32, 1);
const scope = ['conversations', 'ws_sample', '["open"]'];
const position = { lastActivityAt: 1_790_000_000_000, conversationId: 'abc' };
const cursor = writeCursor(secret, scope, position);

function isTaken(other: string): boolean {
  try {
    readCursor(secret, scope, other);
    return true;
  } catch (error) {
    if (error instanceof InvalidInput) return false;
    throw error;
  }
}

describe('cursor', () => {
  it('brings the position back', () => {
    expect(readCursor(secret, scope, cursor)).toEqual(position);
  });

  it('is opaque and fits into an address', () => {
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(cursor).not.toContain('abc');
  });

  it('S17: is refused with any one character changed, added or missing', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ ~';
    const tampered = [...cursor].flatMap((character, i) =>
      [...alphabet]
        .filter((other) => other !== character)
        .map((other) => cursor.slice(0, i) + other + cursor.slice(i + 1)),
    );
    const others = [...tampered, '', 'A', cursor.slice(1), cursor.slice(0, -1), `${cursor}A`, `${cursor}=`];
    expect(others.filter(isTaken)).toEqual([]);
  });

  it.each([
    ['list', ['timeline', 'ws_sample', '["open"]']],
    ['workspace', ['conversations', 'ws_other', '["open"]']],
    ['filter', ['conversations', 'ws_sample', '["closed"]']],
    ['division of the same words', ['conversations', 'ws_sample["open"]']],
  ])('S17: is refused for another %s', (_what, other) => {
    expect(() => readCursor(secret, other, cursor)).toThrow(InvalidInput);
  });

  it('S17: is refused with the secret of another workspace', () => {
    expect(() => readCursor(Buffer.alloc(32, 2), scope, cursor)).toThrow(InvalidInput);
  });
});
