import type { Millis } from '../../domain/platform.ts';
import type { PrivacyRequestState, PrivacyRequestType } from '../../domain/privacy-request.ts';
import type { CaseView } from '../../usecases/privacy/read-case.ts';
import type { Bilingual } from '../pages/html-page.ts';

/** Where the privacy policy sends questions. */
export const PRIVACY_CONTACT = 'support@kaojai.ai';

/** What the page of a case is called, by what was asked for. */
export const CASE_TITLES: Readonly<Record<PrivacyRequestType, Bilingual>> = {
  access: { th: 'สถานะคำขอสำเนาข้อมูลส่วนบุคคล', en: 'Status of your request for a copy of your data' },
  correct: { th: 'สถานะคำขอแก้ไขข้อมูลส่วนบุคคล', en: 'Status of your correction request' },
  erase: { th: 'สถานะคำขอลบข้อมูลส่วนบุคคล', en: 'Status of your deletion request' },
};

const IN_PROGRESS: Bilingual = { th: 'กำลังดำเนินการลบข้อมูล', en: 'In progress: the data is being deleted.' };

const STATE: Readonly<Record<PrivacyRequestState, Bilingual>> = {
  received: { th: 'ได้รับคำขอแล้ว รอดำเนินการ', en: 'Received, waiting to be processed.' },
  verifying: { th: 'กำลังตรวจสอบคำขอ', en: 'The request is being verified.' },
  verified: { th: 'ตรวจสอบคำขอแล้ว รอดำเนินการลบ', en: 'Verified, waiting for deletion.' },
  held: {
    th: 'พักไว้ชั่วคราว เนื่องจากมีหน้าที่ตามกฎหมายต้องเก็บข้อมูลบางส่วนไว้',
    en: 'On hold: the law requires that some of the data is kept for now.',
  },
  running: IN_PROGRESS,
  verifying_erasure: {
    th: 'ลบข้อมูลแล้ว กำลังตรวจสอบว่าไม่มีข้อมูลหลงเหลือ',
    en: 'Deleted; we are checking that nothing is left.',
  },
  completed: { th: 'ลบข้อมูลเสร็จสิ้นแล้ว', en: 'Completed: the data has been deleted.' },
  rejected: {
    th: 'ปฏิเสธคำขอ (ทั้งหมดหรือบางส่วน) ด้วยเหตุผลตามกฎหมาย โปรดติดต่อเราเพื่อขอทราบเหตุผล',
    en: 'Refused, in whole or in part, for a legitimate reason. Please contact us to learn the reason.',
  },
  // Nothing to do for whoever reads it: a failed step is done again.
  failed: IN_PROGRESS,
};

/** What a state is called where something else than deletion was asked for. */
const STATE_OTHERWISE: Readonly<Record<PrivacyRequestState, Bilingual>> = {
  ...STATE,
  verified: { th: 'ตรวจสอบคำขอแล้ว รอดำเนินการ', en: 'Verified, waiting to be processed.' },
  running: { th: 'กำลังดำเนินการ', en: 'In progress.' },
  verifying_erasure: { th: 'กำลังดำเนินการ', en: 'In progress.' },
  completed: { th: 'ดำเนินการเสร็จสิ้นแล้ว', en: 'Completed.' },
  failed: { th: 'กำลังดำเนินการ', en: 'In progress.' },
};

const NOTHING_FOUND_OTHERWISE: Bilingual = {
  th: 'เสร็จสิ้นแล้ว ไม่พบข้อมูลของผู้ขอในระบบของเรา',
  en: 'Completed: no data found. We hold no data of the person who asked.',
};

const NOTHING_FOUND: Bilingual = {
  th: 'เสร็จสิ้นแล้ว ไม่พบข้อมูลของผู้ขอในระบบของเรา จึงไม่มีข้อมูลที่ต้องลบ',
  en: 'Completed: no data found. We hold no data of the person who asked, so there was nothing to delete.',
};

const WHAT: readonly Bilingual[] = [
  {
    th: 'ข้อมูลที่จะถูกลบ: สิทธิ์การเข้าถึง (โทเคน) ที่ผู้ขอเคยให้ไว้ รหัสผู้ใช้ของผู้ขอที่แพลตฟอร์มแจ้งให้เรา ชื่อ อีเมล และรูปโปรไฟล์ที่ได้รับจากแพลตฟอร์ม รวมทั้งข้อความและไฟล์ของผู้ขอในฐานะลูกค้า หากมี การเชื่อมต่อที่ผู้ขอเป็นผู้ให้สิทธิ์จะถูกยกเลิก',
    en: 'What is deleted: the access (tokens) that the person gave us, the id by which the platform names the person to us, name, e-mail address and picture received from the platform, and the messages and files of the person as a customer, if there are any. Connections that the person had authorised are ended.',
  },
  {
    th: 'บทสนทนาของร้านค้ากับลูกค้ารายอื่นเป็นข้อมูลของร้านค้าและของลูกค้าเหล่านั้น จึงไม่ถูกลบตามคำขอนี้ สำเนาสำรองจะหมดไปตามรอบอายุปกติ',
    en: 'Conversations of a shop with other customers belong to the shop and to those customers; this request does not delete them. Backups lose the data at the end of their normal life.',
  },
];

const CONTACT: Bilingual = {
  th: `ติดต่อเรื่องข้อมูลส่วนบุคคล: ${PRIVACY_CONTACT} (OK Production Co., Ltd.)`,
  en: `Contact for privacy: ${PRIVACY_CONTACT} (OK Production Co., Ltd.)`,
};

export const UNKNOWN_CASE: { readonly title: Bilingual; readonly paragraphs: readonly Bilingual[] } = {
  title: { th: 'ไม่พบคำขอนี้', en: 'There is no such request' },
  paragraphs: [{ th: 'โปรดตรวจสอบรหัสยืนยันอีกครั้ง', en: 'Please check the confirmation code.' }, CONTACT],
};

/** What the page says of a case: dates, state, what is deleted, whom to ask. Nothing about whoever asked. */
export function caseParagraphs(view: CaseView): readonly Bilingual[] {
  const erasing = (view.asked ?? 'erase') === 'erase';
  const states = erasing ? STATE : STATE_OTHERWISE;
  const state = view.found ? states[view.state] : erasing ? NOTHING_FOUND : NOTHING_FOUND_OTHERWISE;
  return [
    { th: `รหัสยืนยัน: ${view.code}`, en: `Confirmation code: ${view.code}` },
    dated({ th: 'ได้รับคำขอเมื่อ', en: 'Received on' }, view.receivedAt),
    { th: `สถานะ: ${state.th}`, en: `State: ${state.en}` },
    view.completedAt === null
      ? dated({ th: 'จะดำเนินการให้เสร็จภายในวันที่', en: 'To be completed by' }, view.dueAt)
      : dated({ th: 'เสร็จสิ้นเมื่อ', en: 'Closed on' }, view.completedAt),
    ...(erasing ? WHAT : []),
    CONTACT,
  ];
}

function dated({ th, en }: Bilingual, at: Millis): Bilingual {
  return { th: `${th} ${THAI_DATE.format(at)}`, en: `${en} ${ENGLISH_DATE.format(at)} (Thai time)` };
}

const DATE = { dateStyle: 'long', timeZone: 'Asia/Bangkok' } as const;
const THAI_DATE = new Intl.DateTimeFormat('th-TH', DATE);
const ENGLISH_DATE = new Intl.DateTimeFormat('en-GB', DATE);
