import type { Workspace } from '../../domain/member.ts';
import type { Notice } from '../../domain/privacy-deadlines.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';

/** What a letter about a request says; nothing of whom it is about. */
export interface RequestNews extends Pick<PrivacyRequest, 'id' | 'type' | 'state' | 'dueAt'> {
  readonly kind: Notice['kind'];
  readonly link: string;
}

type Locale = Workspace['locale'];

const TYPES: Readonly<Record<Locale, Readonly<Record<PrivacyRequest['type'], string>>>> = {
  th: { access: 'ขอสำเนาข้อมูล', correct: 'ขอแก้ไขข้อมูล', erase: 'ขอลบข้อมูล' },
  en: { access: 'access', correct: 'correction', erase: 'erasure' },
};

const HEADS: Readonly<Record<Locale, Readonly<Record<Notice['kind'], string>>>> = {
  th: {
    due: 'คำขอเรื่องข้อมูลส่วนบุคคลใกล้ครบกำหนด',
    late: 'คำขอเรื่องข้อมูลส่วนบุคคลเกินกำหนดแล้ว',
    paused: 'คำขอเรื่องข้อมูลส่วนบุคคลยังถูกพักไว้',
  },
  en: {
    due: 'A privacy request will soon be due',
    late: 'A privacy request is late',
    paused: 'A privacy request is still paused',
  },
};

/** Tells owners and privacy officers, in their language, that a request needs them. */
export function requestLetter(locale: Locale, news: RequestNews): { subject: string; text: string } {
  const subject = HEADS[locale][news.kind];
  return { subject, text: [subject, '', ...LINES[locale](news), '', SIGNED[locale]].join('\n') };
}

const LINES: Readonly<Record<Locale, (news: RequestNews) => readonly string[]>> = {
  th: ({ id, type, state, dueAt, link }) => [
    `คำขอ: ${id} (${TYPES.th[type]})`,
    `สถานะ: ${state}`,
    `ครบกำหนด: ${THAI_TIME.format(dueAt)}`,
    `เข้าสู่ระบบ KaoJai เพื่อยืนยัน อนุมัติ หรือปฏิเสธคำขอพร้อมเหตุผลตามกฎหมาย: ${link}`,
  ],
  en: ({ id, type, state, dueAt, link }) => [
    `Request: ${id} (${TYPES.en[type]})`,
    `State: ${state}`,
    `Due: ${ENGLISH_TIME.format(dueAt)} (Thai time)`,
    `Sign in to KaoJai to verify it, to approve it, or to reject it with a legal basis: ${link}`,
  ],
};

const SIGNED: Readonly<Record<Locale, string>> = {
  th: 'KaoJai.ai โดย OK Production Co., Ltd.',
  en: 'KaoJai.ai by OK Production Co., Ltd.',
};

const TIME = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Bangkok' } as const;
const THAI_TIME = new Intl.DateTimeFormat('th-TH', TIME);
const ENGLISH_TIME = new Intl.DateTimeFormat('en-GB', TIME);
