import {
  acceptedType,
  extensionOf,
  FILE_TYPES,
  fileTypeOf,
  kindOf,
} from '../../../lambdas/domain/file-type.ts';

const bytes = (hex: string, ...more: string[]) =>
  Buffer.concat([
    Buffer.from(hex.replaceAll(' ', ''), 'hex'),
    ...more.map((text) => Buffer.from(text, 'latin1')),
  ]);
const box = (brand: string) => bytes('00000020', `ftyp${brand}\0\0\0\0isom`);
const office = (folder: string) => bytes('504b0304', '\0\0[Content_Types].xml\0\0', `${folder}document.xml`);
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SLIDES = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

describe('the type of a file by its content', () => {
  it.each([
    ['image/jpeg', bytes('ffd8ffe0')],
    ['image/png', bytes('89504e470d0a1a0a')],
    ['image/gif', bytes('', 'GIF89a..')],
    ['image/gif', bytes('', 'GIF87a..')],
    ['image/webp', bytes('', 'RIFF', '\x10\0\0\0', 'WEBPVP8 ')],
    ['image/heic', box('heic')],
    ['image/avif', box('avif')],
    ['video/mp4', box('isom')],
    ['video/mp4', box('mp42')],
    ['video/quicktime', box('qt  ')],
    ['video/3gpp', box('3gp4')],
    ['video/webm', bytes('1a45dfa3 01000000 0000001f 4282 84', 'webm')],
    ['video/ogg', bytes('', 'OggS', '\0'.repeat(24), '\x80theora')],
    ['audio/ogg', bytes('', 'OggS', '\0'.repeat(24), 'OpusHead')],
    ['audio/mp4', box('M4A ')],
    ['audio/mpeg', bytes('', 'ID3\x03')],
    ['audio/mpeg', bytes('fffb9064')],
    ['audio/aac', bytes('fff15080')],
    ['audio/aac', bytes('fff95080')],
    ['audio/wav', bytes('', 'RIFF', '\x10\0\0\0', 'WAVEfmt ')],
    ['audio/amr', bytes('', '#!AMR\n')],
    ['application/pdf', bytes('', '%PDF-1.7')],
    ['application/zip', bytes('504b0304', '\0\0readme.txt')],
    [WORD, office('word/')],
    [SHEET, office('xl/')],
    [SLIDES, office('ppt/')],
    ['text/plain', Buffer.from('สวัสดีค่ะ\r\n\tok 👍')],
    ['text/plain', Buffer.from('<html><script>alert(1)</script>')],
    ['text/plain', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    [null, bytes('4d5a9000', 'an executable')],
    [null, bytes('', 'RIFF', '\x10\0\0\0', 'AVI ')],
    [null, bytes('1a45dfa3', 'matroska')],
    [null, bytes('ffff', '\0\0')],
    [null, Buffer.from([0xc3, 0x28])],
    [null, Buffer.alloc(0)],
    [null, Buffer.from('text\0with a zero')],
  ])('%s', (type, head) => {
    expect(fileTypeOf(head)).toBe(type);
  });

  it('is text although the head ends within a letter', () => {
    const head = Buffer.concat([Buffer.alloc(4_095, 'a'), Buffer.from('ก').subarray(0, 1)]);
    expect(fileTypeOf(head)).toBe('text/plain');
    expect(fileTypeOf(head.subarray(1))).toBeNull();
  });

  it('never throws, whatever comes', () => {
    for (let seed = 0; seed < 256; seed++) {
      const head = Buffer.from(Array.from({ length: seed % 40 }, (_, i) => (seed * 31 + i * 17) % 256));
      expect(() => fileTypeOf(head)).not.toThrow();
    }
  });

  it('has an ending and a kind', () => {
    expect(FILE_TYPES.filter((type) => extensionOf(type) === null)).toEqual([]);
    expect(extensionOf('text/html')).toBeNull();
    expect([kindOf('image/png'), kindOf('video/mp4'), kindOf('audio/ogg'), kindOf(WORD)]).toEqual([
      'image',
      'video',
      'audio',
      'file',
    ]);
  });
});

describe('S09: what an attachment may be', () => {
  it.each([
    ['image', 'image/png', 'image/png'],
    ['image', 'text/plain', null],
    ['image', 'application/pdf', null],
    ['image', 'video/mp4', null],
    ['image', null, null],
    ['sticker', 'image/gif', 'image/gif'],
    ['sticker', 'video/webm', 'video/webm'],
    ['sticker', 'text/plain', null],
    ['video', 'video/quicktime', 'video/quicktime'],
    ['video', 'image/gif', 'image/gif'],
    ['video', 'image/png', null],
    ['audio', 'audio/mpeg', 'audio/mpeg'],
    ['audio', 'video/mp4', 'audio/mp4'],
    ['audio', 'video/webm', 'audio/webm'],
    ['audio', 'video/quicktime', null],
    ['audio', 'image/png', null],
    ['file', 'application/pdf', 'application/pdf'],
    ['file', 'text/plain', 'text/plain'],
    ['file', null, 'application/octet-stream'],
  ] as const)('%s with the content of %s is kept as %s', (kind, found, kept) => {
    expect(acceptedType(kind, found)).toBe(kept);
  });
});
