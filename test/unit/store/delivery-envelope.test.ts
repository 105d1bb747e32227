import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { Misconfigured } from '../../../lambdas/domain/errors.ts';
import {
  dayOf,
  INLINE_LIMIT,
  messageAsJson,
  type Packed,
  pack,
  readMessage,
  unpack,
  writeMessage,
} from '../../../lambdas/store/delivery-envelope.ts';
import { objectKeys } from '../../../lambdas/store/keys.ts';

const KEY = Buffer.alloc(32, 5);
const ARRIVED = Date.parse('2026-09-21T13:33:20.000Z');

/** Bytes that sealing adds. */
const SEAL = 29;
/** The largest body that goes into the message: base64 writes three bytes as four characters. */
const LARGEST = (INLINE_LIMIT * 3) / 4 - SEAL;

function aDelivery(body: Buffer): AcceptedDelivery {
  return {
    id: '6f9b',
    platform: 'pigeon',
    surface: 'main',
    credential: 'app/pigeon',
    receivedAt: ARRIVED,
    body,
  };
}

const small = () => pack(aDelivery(Buffer.from('body')), KEY);

function sealedBody({ body, object }: Pick<Packed, 'body' | 'object'>): Buffer {
  return object?.body ?? Buffer.from(body, 'base64');
}

/** What comes out of a message, as the worker reads it. */
function unpacked(packed: Packed): AcceptedDelivery {
  const { envelope, body } = readMessage(writeMessage(packed));
  expect(envelope.object).toBe(packed.object?.key);
  return unpack(envelope, KEY, sealedBody({ ...packed, body }));
}

describe('a delivery in its envelope', () => {
  it.each([
    ['F18: nothing', Buffer.alloc(0)],
    ['text', Buffer.from('{"text":"ของจะถึงเมื่อไหร่คะ 😊"}')],
    ['F17: invalid UTF-8', Buffer.from([0xff, 0xfe, 0x80, 0xc3, 0x28, 0xed, 0xa0, 0x80])],
    ['F17: U+FFFE, U+FFFF and NUL', Buffer.from('\ufffe\uffff\u0000')],
    ['all bytes', Buffer.from(Array.from({ length: 256 }, (_, i) => i))],
    ['F18: the largest that goes inline', Buffer.alloc(LARGEST, 0xfe)],
    ['F18: one byte more', Buffer.alloc(LARGEST + 1, 0xfe)],
    ['F18: 4 MiB', Buffer.alloc(4 * 1024 * 1024, 0xfe)],
  ])('comes out as it went in, byte for byte: %s', (_name, body) => {
    const out = unpacked(pack(aDelivery(body), KEY));
    expect(out.body.equals(body)).toBe(true);
    expect({ ...out, body: null }).toEqual({ ...aDelivery(body), body: null });
  });

  it('F18: lies in the message up to the limit, and above it in an object that the message names', () => {
    const inline = pack(aDelivery(Buffer.alloc(LARGEST)), KEY);
    expect(inline.object).toBeUndefined();
    expect(inline.body).toHaveLength(INLINE_LIMIT);
    // With its facts it has to fit into SQS's 1 MiB.
    expect(writeMessage(inline).length).toBeLessThan(1_048_576);
    const large = pack(aDelivery(Buffer.alloc(LARGEST + 1)), KEY);
    const key = objectKeys.delivery('2026-09-21', '6f9b');
    expect(large.object?.key).toBe(key);
    expect(readMessage(writeMessage(large))).toEqual({
      envelope: {
        v: 1,
        id: '6f9b',
        platform: 'pigeon',
        surface: 'main',
        credential: 'app/pigeon',
        receivedAt: ARRIVED,
        object: key,
      },
      body: '',
    });
  });

  it('F17: is plain ASCII, which every queue takes, and the same as a string of JSON', () => {
    for (const body of [Buffer.from('\ufffe\uffff\u0000ก'), Buffer.alloc(0), Buffer.alloc(LARGEST + 1)]) {
      const packed = pack(aDelivery(body), KEY);
      expect(writeMessage(packed)).toMatch(/^[\n\x20-\x7e]+$/);
      expect(JSON.parse(messageAsJson(packed))).toBe(writeMessage(packed));
      const odd = pack({ ...aDelivery(body), credential: 'app/"a"\\\n\u2028' }, KEY);
      expect(JSON.parse(messageAsJson(odd))).toBe(writeMessage(odd));
    }
  });

  it('S11: shows nothing of its body, and is never the same twice', () => {
    const delivery = aDelivery(Buffer.from('what a customer wrote'));
    const [one, two] = [pack(delivery, KEY), pack(delivery, KEY)];
    for (const shown of [writeMessage(one), sealedBody(one).toString('latin1')])
      expect(shown).not.toContain('customer');
    expect(one.body).not.toBe(two.body);
  });

  it.each(['id', 'platform', 'surface', 'credential'])(
    'S10: does not open when its %s was changed',
    (fact) => {
      const packed = small();
      for (const other of ['another', '']) {
        const envelope = { ...packed.envelope, [fact]: other };
        expect(() => unpack(envelope, KEY, sealedBody(packed))).toThrow();
      }
    },
  );

  it('S10: does not open with a byte of its body changed, with the body of another, or with another key', () => {
    const packed = small();
    const sealed = sealedBody(packed);
    for (let i = 0; i < sealed.length; i++) {
      const tampered = Buffer.from(sealed);
      tampered[i] = (tampered[i] ?? 0) ^ 1;
      expect(() => unpack(packed.envelope, KEY, tampered)).toThrow();
    }
    const other = pack({ ...aDelivery(Buffer.from('body')), id: 'another' }, KEY);
    expect(() => unpack(packed.envelope, KEY, sealedBody(other))).toThrow();
    expect(() => unpack(packed.envelope, Buffer.alloc(32, 6), sealed)).toThrow();
    expect(unpack(packed.envelope, KEY, sealed).body.toString()).toBe('body');
  });

  it.each([2, 0, '1', undefined, null])('F25: of version %j is refused, so that newer code gets it', (v) => {
    const packed = small();
    const envelope = { ...packed.envelope, v: v as 1 };
    expect(() => readMessage(writeMessage({ ...packed, envelope }))).toThrow(Misconfigured);
  });

  it.each(['', '\n', 'null', '7', '[]', '{', 'hello\nworld', '"v"'])(
    'F09: is refused when it is %j',
    (text) => {
      expect(() => readMessage(text)).toThrow(Misconfigured);
    },
  );

  it('F25: is read when newer code of the same version wrote more into it', () => {
    const packed = small();
    const envelope = { ...packed.envelope, traceId: 'x', nested: { a: ['\n'] }, redriven: true };
    expect(unpacked({ ...packed, envelope })).toEqual(aDelivery(Buffer.from('body')));
  });

  it('F25: opens as when version 1 was made: parked ones lie about for 90 days', () => {
    const facts = { v: 1, id: '6f9b', platform: 'pigeon', surface: 'main', credential: 'app/pigeon' };
    const message = `${JSON.stringify({ ...facts, receivedAt: ARRIVED })}\n${SEALED_ONCE}`;
    const { envelope, body } = readMessage(message);
    const opened = unpack(envelope, KEY, Buffer.from(body, 'base64'));
    expect(opened).toEqual(aDelivery(Buffer.from('body of then')));
  });
});

describe('the day whose key seals a delivery', () => {
  it('is that of its arrival, in UTC', () => {
    expect(dayOf(Date.parse('2026-11-24T23:59:59.999Z'))).toBe('2026-11-24');
    expect(dayOf(Date.parse('2026-11-25T00:00:00.000Z'))).toBe('2026-11-25');
  });
});

/** Sealed when version 1 was made. */
const SEALED_ONCE = 'ASoJdZ3uYmkaAAAAAGmP4uSVTb+/NLkEz+VBkJvu8w1eKJT3VUxBmhA=';
