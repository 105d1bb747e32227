import { savedAs } from '../../../lambdas/domain/file-name.ts';

const nameIn = (header: string) => decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(header)?.[1] ?? '');

describe('the name under which a file is saved', () => {
  it.each([
    ['ใบเสนอราคา.pdf', 'application/pdf', 'ใบเสนอราคา.pdf'],
    ['photo.JPG', 'image/jpeg', 'photo.JPG'],
    ['photo.jpeg', 'image/jpeg', 'photo.jpeg'],
    ['photo.jpg', 'image/jpeg', 'photo.jpg'],
    ['invoice.pdf.exe', 'application/pdf', 'invoice.pdf.exe.pdf'],
    ['page.html', 'text/plain', 'page.html.txt'],
    ['tool.exe', 'application/octet-stream', 'tool.exe'],
    ['../../etc/passwd', 'text/plain', '_.._etc_passwd.txt'],
    ['a\r\nSet-Cookie: x', 'text/plain', 'aSet-Cookie_ x.txt'],
    ['gpj.\u202Eexe', 'application/pdf', 'gpj.exe.pdf'],
    ['"quoted"', 'application/pdf', '_quoted_.pdf'],
    ['', 'image/png', 'image.png'],
    [undefined, 'image/png', 'image.png'],
    ['\u0000', 'application/octet-stream', 'image'],
    ['half \ud83d pair', 'application/pdf', 'half \ufffd pair.pdf'],
    [`${'ก'.repeat(300)}`, 'application/pdf', `${'ก'.repeat(120)}.pdf`],
  ])('%j of %s', (name, type, expected) => {
    const header = savedAs(name, 'image', type);
    expect(nameIn(header)).toBe(expected);
    expect(header).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w%.!#$&+^`|~-]+$/);
  });
});
