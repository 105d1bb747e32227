import type { Json } from '../../domain/platform.ts';
import type { DocumentHead } from './data-document.ts';
import type { ExportedRecord } from './read-record.ts';

/** What people read instead of the names of the data inventory. */
const WORDS: Readonly<Record<string, string>> = {
  message: 'ข้อความ · Message',
  event: 'เหตุการณ์ · Event',
  note: 'บันทึกของร้าน · Note by the shop',
  alias: 'ตัวชี้ข้อความ · Pointer to a message',
  inbound: 'ได้รับ · received',
  outbound: 'ส่งออก · sent',
  head: 'ข้อมูลการสนทนา · About the conversation',
  'head preview': 'ตัวอย่างข้อความล่าสุด · Preview of the latest message',
  mark: 'การแก้ไขที่รอข้อความ · A change that waits for its message',
  receipts: 'การรับและการอ่าน · Delivered and read',
  file: 'ไฟล์ · File',
  attachment: 'ตัวชี้ไฟล์ · Pointer to a file',
  customer: 'ตัวชี้การสนทนา · Pointer to a conversation',
  member: 'สมาชิก · Member',
  membership: 'สมาชิกภาพ · Membership',
  workspace: 'ร้าน · Workspace',
  connection: 'บัญชีที่เชื่อมต่อ · Connected account',
};

/** No script, no address but those of files beside it: whatever somebody wrote is text. */
const STYLE =
  'body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}' +
  'article{border-top:1px solid #ccc;padding:.5rem 0}.meta{color:#555;font-size:.85rem;margin:0}' +
  '.text{white-space:pre-wrap;overflow-wrap:anywhere}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem}';

/** `index.html`: the same for people, in Thai and English. */
export async function* pageDocument(
  head: DocumentHead,
  pages: AsyncIterable<readonly ExportedRecord[]>,
): AsyncGenerator<Buffer, void> {
  yield Buffer.from(opening(head));
  let section: string | undefined;
  for await (const page of pages) {
    let html = '';
    for (const record of page) {
      const own = record.conversationId ?? '';
      if (own !== section) html += heading(own);
      section = own;
      html += article(record);
    }
    if (html !== '') yield Buffer.from(html);
  }
  if (section === undefined) yield Buffer.from('<p>ไม่พบข้อมูล · Nothing is held.</p>\n');
  yield Buffer.from('</main></body></html>\n');
}

function opening({ requestId, madeAt, part }: DocumentHead): string {
  return `<!doctype html>
<html lang="th"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ข้อมูลส่วนบุคคล · Personal data</title><style>${STYLE}</style></head><body><main>
<h1>ข้อมูลส่วนบุคคล · Personal data</h1>
<p>คำขอ · Request <code>${escaped(requestId)}</code> · จัดทำเมื่อ · made at <time>${escaped(madeAt)}</time> · ส่วนที่ · part ${part}</p>
<p>ข้อมูลเดียวกันสำหรับเครื่องอยู่ใน data.json ไฟล์อยู่ในโฟลเดอร์ files · The same for machines is in data.json; files are in the folder files. Parts belong into one folder.</p>
`;
}

function heading(conversationId: string): string {
  return conversationId === ''
    ? '<h2>ข้อมูลอื่น · Other records</h2>\n'
    : `<h2>การสนทนา · Conversation <code>${escaped(conversationId)}</code></h2>\n`;
}

function article(record: ExportedRecord): string {
  const { record: kind, sentAt, path, data } = record;
  const { type, direction } = data;
  const what = wordOf(kind === 'entry' && typeof type === 'string' ? type : kind);
  const way = typeof direction === 'string' ? ` · ${wordOf(direction)}` : '';
  const time = sentAt === undefined ? '' : ` · <time>${escaped(sentAt)}</time>`;
  const text = textOf(data.content);
  return [
    `<article><p class="meta">${what}${way}${time}</p>`,
    text === null ? '' : `<p class="text" dir="auto">${escaped(text)}</p>`,
    path === undefined ? '' : `<p><a href="${escaped(path)}">${escaped(path)}</a></p>`,
    `<details><summary>รายละเอียด · Details</summary><pre dir="auto">${escaped(JSON.stringify(data, null, 1))}</pre></details></article>\n`,
  ].join('');
}

function wordOf(name: string): string {
  return Object.hasOwn(WORDS, name) ? (WORDS[name] ?? '') : escaped(name);
}

function textOf(content: Json | undefined): string | null {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return null;
  return typeof content.text === 'string' ? content.text : null;
}

/** For text and for attributes in double quotes. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
