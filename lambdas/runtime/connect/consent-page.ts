import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { ConsentFailure, ConsentOutcome } from '../../usecases/connecting/finish-consent.ts';
import { type Bilingual, htmlPage } from '../pages/html-page.ts';

/** The page that the browser sees when it comes back from a platform. */
export function consentPage(
  outcome: ConsentOutcome,
  { platform, home }: { readonly platform: string; readonly home: string },
): APIGatewayProxyStructuredResultV2 {
  const link = { href: home, th: 'กลับไปที่ KaoJai', en: 'Back to KaoJai' };
  if (outcome.kind === 'failed') {
    const { title, text, status } = FAILURES[outcome.reason];
    const missing = outcome.missing ?? [];
    return htmlPage({ status, title, paragraphs: [text, ...missingOf(missing), NOTHING_KEPT], link });
  }
  if (outcome.kind === 'choose') return htmlPage({ status: 200, ...CHOOSE, link });
  const { displayName } = outcome.connection;
  return htmlPage({
    status: 200,
    title: { th: `เชื่อมต่อ ${platform} แล้ว`, en: `${platform} is connected` },
    paragraphs: [
      { th: `บัญชี: ${displayName}`, en: `Account: ${displayName}` },
      ...missingOf(outcome.missing),
      { th: 'ปิดหน้านี้ได้เลย', en: 'You can close this page.' },
    ],
    link,
  });
}

function missingOf(missing: readonly string[]): Bilingual[] {
  if (missing.length === 0) return [];
  const names = missing.join(', ');
  return [{ th: `สิทธิ์ที่ไม่ได้รับอนุญาต: ${names}`, en: `Permissions that were not granted: ${names}` }];
}

const NOTHING_KEPT: Bilingual = {
  th: 'ไม่มีการเชื่อมต่อหรือเก็บสิทธิ์ใดไว้ กรุณาเริ่มเชื่อมต่อใหม่จาก KaoJai',
  en: 'Nothing was connected and nothing was kept. Please begin again in KaoJai.',
};

const CHOOSE = {
  title: { th: 'เลือกบัญชีที่จะเชื่อมต่อ', en: 'Choose what to connect' },
  paragraphs: [
    {
      th: 'มีหลายบัญชีอยู่ภายใต้สิทธิ์ที่คุณอนุญาต กรุณากลับไปเลือกบัญชีใน KaoJai ภายในหนึ่งชั่วโมง',
      en: 'There are several accounts behind your consent. Go back to KaoJai and choose within an hour.',
    },
  ],
} as const;

interface FailureWords {
  readonly status: number;
  readonly title: Bilingual;
  readonly text: Bilingual;
}

const FAILED: Bilingual = { th: 'เชื่อมต่อไม่สำเร็จ', en: 'The account was not connected' };

function words(status: number, th: string, en: string): FailureWords {
  return { status, title: FAILED, text: { th, en } };
}

const FAILURES: Readonly<Record<ConsentFailure, FailureWords>> = {
  unknown_state: words(
    400,
    'ลิงก์นี้ใช้ไปแล้วหรือหมดอายุ (อายุ 10 นาที)',
    'This link was used already, or is older than ten minutes.',
  ),
  other_browser: words(
    403,
    'การเชื่อมต่อนี้เริ่มจากเบราว์เซอร์อื่น กรุณาใช้เบราว์เซอร์เดียวกับที่เข้าสู่ระบบ KaoJai',
    'This was begun in another browser. Use the one in which you signed in to KaoJai.',
  ),
  not_allowed: words(
    403,
    'ผู้ใช้ที่เริ่มการเชื่อมต่อไม่มีสิทธิ์จัดการการเชื่อมต่อแล้ว',
    'Whoever began this may not manage connections any more.',
  ),
  denied: words(200, 'คุณไม่ได้อนุญาตให้เชื่อมต่อ', 'You did not give your consent.'),
  platform_error: words(
    502,
    'แพลตฟอร์มปฏิเสธคำขอ หากเกิดซ้ำกรุณาติดต่อผู้ดูแลระบบ',
    'The platform refused the request. If it happens again, please tell the operator.',
  ),
  code_invalid: words(
    400,
    'รหัสจากแพลตฟอร์มหมดอายุหรือถูกใช้ไปแล้ว',
    "The platform's code is too old, or was used already.",
  ),
  permission_missing: words(
    200,
    'ยังขาดสิทธิ์ที่จำเป็นสำหรับการรับและตอบข้อความ กรุณาอนุญาตสิทธิ์ทั้งหมดที่ขอ',
    'A permission is missing that reading and answering messages needs. Please allow everything that is asked for.',
  ),
  no_account: words(
    200,
    'ไม่พบเพจ ร้านค้า หรือบัญชีที่เชื่อมต่อได้ภายใต้ผู้ใช้นี้',
    'There is no Page, shop or account behind this login that could be connected.',
  ),
  account_taken: words(
    409,
    'บัญชีนี้เชื่อมต่ออยู่กับพื้นที่ทำงานอื่นแล้ว ต้องยกเลิกการเชื่อมต่อที่นั่นก่อน',
    'This account is connected to another workspace, which has to disconnect it first.',
  ),
  unavailable: words(503, 'แพลตฟอร์มไม่ตอบกลับในขณะนี้', 'The platform does not answer at the moment.'),
  role_insufficient: words(
    200,
    'บทบาทของคุณในบัญชีนี้ไม่เพียงพอ ต้องเป็นผู้ดูแลหรือเจ้าของ',
    'Your role in this account is not enough: an administrator or the owner has to do it.',
  ),
  wrong_account_type: words(
    200,
    'บัญชีประเภทนี้เชื่อมต่อไม่ได้ ต้องเป็นบัญชีธุรกิจหรือบัญชีหลักของร้าน',
    "This kind of account cannot be connected: it has to be a business account, or the shop's main account.",
  ),
  wrong_country: words(
    200,
    'บัญชีนี้เป็นของประเทศที่ KaoJai ยังไม่รองรับ',
    'This account belongs to a country that KaoJai does not serve.',
  ),
  inactive: words(200, 'บัญชีนี้ถูกระงับหรือไม่ได้ใช้งาน', 'This account is suspended or not active.'),
  not_linked: words(
    200,
    'เพจนี้ไม่ได้เชื่อมกับบัญชีแบบมืออาชีพ (Professional)',
    'This Page has no professional account linked to it.',
  ),
};
