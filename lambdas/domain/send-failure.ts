/** Why a message was not sent: in plain words, and whether writing it once more may help. */
export interface SendFailure {
  readonly th: string;
  readonly en: string;
  readonly retryable: boolean;
}

const FAILURES = {
  window_closed: {
    th: 'แพลตฟอร์มไม่ให้ส่งข้อความถึงลูกค้าในตอนนี้ ต้องรอให้ลูกค้าเขียนมาก่อน',
    en: 'The platform does not let you write to this customer now; wait until the customer writes again.',
    retryable: false,
  },
  customer_unreachable: {
    th: 'ลูกค้าบล็อกหรือออกจากการสนทนาแล้ว',
    en: 'The customer blocked you, or left.',
    retryable: false,
  },
  quota_exceeded: {
    th: 'ใช้โควตาข้อความของเดือนนี้หมดแล้ว',
    en: "This month's messages are used up.",
    retryable: false,
  },
  content_refused: {
    th: 'แพลตฟอร์มไม่รับเนื้อหานี้',
    en: 'The platform does not take this content.',
    retryable: false,
  },
  needs_reconnect: {
    th: 'การเชื่อมต่อหมดอายุหรือถูกยกเลิก กรุณาเชื่อมต่อบัญชีใหม่',
    en: 'The connection is no longer valid; connect the account again.',
    retryable: true,
  },
  permission_missing: {
    th: 'ยังไม่ได้รับสิทธิ์ในการส่งข้อความจากแพลตฟอร์ม',
    en: 'The permission to send is missing at the platform.',
    retryable: true,
  },
  account_suspended: {
    th: 'แพลตฟอร์มระงับบัญชีนี้',
    en: 'The platform suspended this account.',
    retryable: false,
  },
  platform_unavailable: {
    th: 'แพลตฟอร์มไม่ตอบกลับเป็นเวลานาน',
    en: 'The platform did not answer for a long time.',
    retryable: true,
  },
  outcome_unknown: {
    th: 'ไม่ทราบว่าข้อความไปถึงลูกค้าหรือไม่ กรุณาตรวจสอบในแอปของแพลตฟอร์มก่อนส่งซ้ำ',
    en: "It is not known whether the customer has this message; look into the platform's app before you write it again.",
    retryable: false,
  },
  content_gone: {
    th: 'เนื้อหาของข้อความถูกลบแล้ว',
    en: 'What the message said was erased.',
    retryable: false,
  },
  rejected: {
    th: 'แพลตฟอร์มปฏิเสธข้อความนี้',
    en: 'The platform refused this message.',
    retryable: false,
  },
} as const satisfies Readonly<Record<string, SendFailure>>;

/** Codes of why a message was not sent. */
export type SendFailureCode = keyof typeof FAILURES;

/** The words for a code; codes that this version does not know are told as refused. */
export function sendFailureOf(code: string): SendFailure {
  return (FAILURES as Readonly<Record<string, SendFailure>>)[code] ?? FAILURES.rejected;
}
