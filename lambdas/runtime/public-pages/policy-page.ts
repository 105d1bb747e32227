import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Bilingual } from '../pages/html-page.ts';
import { PRIVACY_CONTACT } from '../platform-callbacks/case-words.ts';
import { type Block, publicDocument } from './public-document.ts';
import { CLAUSES, POLICY_DATE } from './published.ts';

/** Sections of the policy, by the first letters of the clauses in them. */
const SECTIONS: Readonly<Record<string, Bilingual>> = {
  COL: { th: 'ข้อมูลที่เราเก็บ', en: 'What we collect' },
  USE: { th: 'เราใช้ข้อมูลอย่างไร', en: 'How we use it' },
  SHR: { th: 'การเปิดเผยข้อมูล', en: 'Sharing' },
  SEC: { th: 'ความปลอดภัย', en: 'Security' },
  CPD: { th: 'ข้อมูลจากแพลตฟอร์มที่เชื่อมต่อ', en: 'Data of connected platforms' },
  SUB: { th: 'ผู้ให้บริการและผู้ประมวลผลช่วง', en: 'Service providers and subprocessors' },
  RET: { th: 'ระยะเวลาเก็บและการลบ', en: 'Retention and deletion' },
  INC: { th: 'เหตุการณ์ละเมิด', en: 'Incidents' },
  RGT: { th: 'สิทธิของคุณ', en: 'Your rights' },
};

const COOKIES: readonly Block[] = [
  { heading: { th: 'คุกกี้', en: 'Cookies' } },
  {
    text: {
      th: 'หน้าสาธารณะเหล่านี้ไม่ตั้งคุกกี้ใด เมื่อร้านค้าเชื่อมต่อแพลตฟอร์ม เราตั้งคุกกี้ที่จำเป็นหนึ่งตัวเป็นเวลาสิบนาที เพื่อให้เฉพาะเบราว์เซอร์ที่เริ่มเชื่อมต่อเป็นผู้เชื่อมต่อสำเร็จได้',
      en: 'These public pages set no cookie. When a merchant connects a platform we set one necessary cookie for ten minutes, so that only the browser that began the connection can finish it.',
    },
  },
  {
    text: {
      th: 'ทางเลือกของคุณ: เราไม่ใช้คุกกี้เพื่อการวิเคราะห์ โฆษณา หรือติดตาม จึงไม่มีสิ่งใดต้องปฏิเสธ คุกกี้ที่จำเป็นลบหรือปิดได้ในเบราว์เซอร์ ซึ่งจะทำให้เชื่อมต่อแพลตฟอร์มด้วยการยินยอมไม่ได้ หากวันหนึ่งเราต้องการใช้คุกกี้อื่น เราจะถามก่อน และปิดไว้จนกว่าคุณจะเปิด',
      en: 'Your choices: we use no cookies for analytics, advertising or tracking, so there is nothing to refuse. The necessary cookie can be deleted or blocked in your browser; connecting a platform by consent then does not work. If we ever want another cookie we ask first, and it stays off until you switch it on.',
    },
  },
];

const CLOSING: readonly Block[] = [
  { heading: { th: 'ติดต่อและใช้สิทธิ', en: 'Contact and requests' } },
  {
    text: {
      th: `ผู้ให้บริการ: OK Production Co., Ltd. อีเมล ${PRIVACY_CONTACT}`,
      en: `Operator: OK Production Co., Ltd. E-mail: ${PRIVACY_CONTACT}`,
    },
  },
  { link: { href: '/privacy/request', th: 'ส่งคำขอใช้สิทธิ', en: 'Make a request' } },
  { link: { href: '/privacy/subprocessors', th: 'รายชื่อผู้ประมวลผลช่วง', en: 'List of subprocessors' } },
];

/** The privacy policy: every clause, dated, with the contact and the way to a request. */
export function policyPage(): APIGatewayProxyStructuredResultV2 {
  const sections = Object.entries(SECTIONS).flatMap(([prefix, heading]) => [
    { heading },
    { list: CLAUSES.filter(({ id }) => id.startsWith(`${prefix}-`)).map(withId) },
  ]);
  return publicDocument({
    status: 200,
    title: { th: 'นโยบายความเป็นส่วนตัวของ KaoJai.ai', en: 'Privacy policy of KaoJai.ai' },
    blocks: [dated(POLICY_DATE), ...sections, ...COOKIES, ...CLOSING],
  });
}

/** The id stands behind each promise, so that people can name it. */
function withId({ id, th, en }: (typeof CLAUSES)[number]): Bilingual {
  return { th: `${th} (${id})`, en: `${en} (${id})` };
}

/** @param day such as `2026-04-29` */
export function dated(day: string): Block {
  const at = Date.parse(`${day}T00:00:00Z`);
  return {
    text: { th: `ปรับปรุงล่าสุด ${THAI_DATE.format(at)}`, en: `Last updated ${ENGLISH_DATE.format(at)}` },
  };
}

const DATE = { dateStyle: 'long', timeZone: 'UTC' } as const;
const THAI_DATE = new Intl.DateTimeFormat('th-TH', DATE);
const ENGLISH_DATE = new Intl.DateTimeFormat('en-GB', DATE);
