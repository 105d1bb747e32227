import { formWith } from '../../../../lambdas/connectors/shared/multipart.ts';

const FILE = {
  field: 'filedata',
  name: 'ลาย.jpg',
  mimeType: 'image/jpeg',
  bytes: Buffer.from([0, 13, 10, 45, 45, 255]),
};

async function read({ type, content }: ReturnType<typeof formWith>): Promise<FormData> {
  return new Response(new Uint8Array(content), { headers: { 'content-type': type } }).formData();
}

describe('a form with a file', () => {
  it('is read as it was meant', async () => {
    const form = await read(formWith({ message: '{"a":"ก"}', other: '' }, FILE));
    expect([...form.keys()]).toEqual(['message', 'other', 'filedata']);
    expect(form.get('message')).toBe('{"a":"ก"}');
    expect(form.get('other')).toBe('');
    const file = form.get('filedata') as File;
    expect([file.name, file.type]).toEqual(['ลาย.jpg', 'image/jpeg']);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(FILE.bytes);
  });

  it('is the one that FormData would write, also with names that would break out of their quotes', async () => {
    const name = 'a"; x="1\r\n\r\nb.jpg';
    const form = new FormData();
    form.append('message', 'text');
    form.append('filedata', new Blob([FILE.bytes], { type: 'image/jpeg' }), name);
    const wanted = Buffer.from(await new Response(form).arrayBuffer()).toString('latin1');
    const { type, content } = formWith({ message: 'text' }, { ...FILE, name });
    const boundary = type.split('boundary=')[1] ?? '';
    const written = content.toString('latin1').replaceAll(boundary, 'B');
    const itsOwn = wanted.slice(2, wanted.indexOf('\r\n'));
    const plain = wanted
      .replaceAll(itsOwn, 'B')
      .replaceAll(/content-(disposition|type)/gi, (header) => header.toLowerCase());
    expect(written).toBe(plain);
  });

  it('has a boundary that is not in the file', () => {
    const { type } = formWith({}, FILE);
    const boundary = type.split('boundary=')[1] ?? '';
    expect(formWith({}, { ...FILE, bytes: Buffer.from(boundary) }).type).not.toContain(boundary);
  });
});
