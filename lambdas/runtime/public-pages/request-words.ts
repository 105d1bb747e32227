import type { PrivacyRequestType } from '../../domain/privacy-request.ts';
import type { Bilingual } from '../pages/html-page.ts';
import type { FieldName } from './read-form.ts';

export const REQUEST_TITLE: Bilingual = {
  th: 'คำขอใช้สิทธิเกี่ยวกับข้อมูลส่วนบุคคล',
  en: 'Request about your personal data',
};

export const INTRODUCTION: readonly Bilingual[] = [
  {
    th: 'หากคุณเคยส่งข้อความถึงร้านค้าที่ใช้ KaoJai คุณขอสำเนาข้อมูลของคุณ ขอแก้ไข หรือขอลบได้ที่หน้านี้ โดยไม่มีค่าใช้จ่าย',
    en: 'If you have written to a shop that uses KaoJai, you can ask here for a copy of your data, for a correction, or for deletion. It costs nothing.',
  },
  {
    th: 'เราจะตรวจสอบว่าเป็นคุณจริงก่อนดำเนินการ เช่น ด้วยรหัสที่ส่งไปในบทสนทนากับร้านค้านั้น จึงโปรดอย่าใส่รหัสผ่าน เลขบัตรประชาชน หรือข้อมูลบัตรในแบบฟอร์มนี้',
    en: 'Before anything is done we verify that it is you, for instance by a code sent into your conversation with that shop. So please enter no password, no identity card number and no card details here.',
  },
  {
    th: 'สิ่งที่คุณกรอกถูกเข้ารหัสลับไว้ ใช้เพื่อตอบคำขอนี้เท่านั้น และถูกลบเมื่อตัดสินคำขอแล้วหรือภายใน 120 วัน',
    en: 'What you enter is kept encrypted, used to answer this request only, and deleted once the request is decided, or after 120 days.',
  },
];

export const LABELS: Readonly<Record<FieldName, Bilingual>> = {
  type: { th: 'ต้องการให้เราทำอะไร', en: 'What you want' },
  platform: { th: 'แพลตฟอร์มที่คุยกับร้าน', en: 'Platform on which you wrote to the shop' },
  shop: {
    th: 'ชื่อร้านหรือลิงก์หน้าร้าน (ไม่เกิน 120 ตัวอักษร)',
    en: "The shop's name, or a link to its page (at most 120 characters)",
  },
  name: {
    th: 'ชื่อของคุณบนแพลตฟอร์มนั้น (ไม่เกิน 120 ตัวอักษร)',
    en: 'Your own name on that platform (at most 120 characters)',
  },
  contact: { th: 'อีเมลสำหรับติดต่อกลับ (ไม่บังคับ)', en: 'E-mail address for our answer (optional)' },
  words: { th: 'รายละเอียด (ไม่บังคับ ไม่เกิน 400 ตัวอักษร)', en: 'Details (optional, at most 400 characters)' },
};

export const TYPE_LABELS: Readonly<Record<PrivacyRequestType, Bilingual>> = {
  access: { th: 'ขอสำเนาข้อมูลของฉัน', en: 'A copy of my data' },
  correct: { th: 'ขอแก้ไขข้อมูลของฉัน', en: 'A correction of my data' },
  erase: { th: 'ขอลบข้อมูลของฉัน', en: 'Deletion of my data' },
};

export const SEND: Bilingual = { th: 'ส่งคำขอ', en: 'Send' };

export const CORRECT_THIS: Bilingual = {
  th: 'ยังไม่ได้ส่งคำขอ โปรดแก้ไขช่องที่เป็นตัวหนา',
  en: 'Nothing was sent yet. Please correct the fields in bold.',
};

export const TAKEN_TITLE: Bilingual = { th: 'ได้รับคำขอแล้ว', en: 'We have your request' };

export const NEXT: readonly Bilingual[] = [
  {
    th: 'เก็บรหัสนี้ไว้เพื่อดูสถานะ เราไม่สามารถส่งรหัสให้อีกครั้งได้',
    en: 'Keep this code to see how far the request is; we cannot send it again.',
  },
  {
    th: 'ขั้นต่อไป: เจ้าหน้าที่ของเราหาร้านค้านั้นและตรวจสอบว่าเป็นคุณจริง แล้วจึงดำเนินการ คำตอบจะถึงคุณภายใน 30 วัน',
    en: 'What happens next: our staff finds the shop, verifies that it is you, and then acts. You are answered within 30 days.',
  },
];

export const STATUS_LINK: Bilingual = { th: 'ดูสถานะคำขอ', en: 'See how far the request is' };

export const TOO_MANY: { readonly title: Bilingual; readonly text: Bilingual } = {
  title: { th: 'มีคำขอมากเกินไปในขณะนี้', en: 'Too many requests at the moment' },
  text: {
    th: 'ยังไม่ได้รับคำขอของคุณ โปรดลองอีกครั้งในอีกหนึ่งชั่วโมง หรือส่งอีเมลถึงเรา',
    en: 'Your request was not taken. Please try again in an hour, or write to us.',
  },
};

export const FOREIGN: { readonly title: Bilingual; readonly text: Bilingual } = {
  title: { th: 'ยังไม่ได้รับคำขอ', en: 'The request was not taken' },
  text: {
    th: 'แบบฟอร์มนี้ต้องส่งจากหน้าของเราเท่านั้น',
    en: 'This form can only be sent from our own page.',
  },
};

export const TOO_LARGE: { readonly title: Bilingual; readonly text: Bilingual } = {
  title: { th: 'ข้อความยาวเกินไป', en: 'That is too long' },
  text: { th: 'โปรดย่อข้อความแล้วส่งอีกครั้ง', en: 'Please shorten it and send it again.' },
};

export const AWAY: { readonly title: Bilingual; readonly text: Bilingual } = {
  title: { th: 'ขณะนี้รับคำขอไม่ได้', en: 'Requests cannot be taken at the moment' },
  text: {
    th: 'ยังไม่ได้รับคำขอของคุณ โปรดลองอีกครั้งในภายหลัง หรือส่งอีเมลถึงเรา',
    en: 'Your request was not taken. Please try again later, or write to us.',
  },
};
