import type { Workspace } from '../../domain/member.ts';

/** What a letter about a connection says. */
export interface ConnectionNews {
  /** As the platform writes itself. */
  readonly platform: string;
  readonly account: string;
  readonly problem: string | null;
  readonly link: string;
}

/** Tells owners that a connection needs them, in their language. */
export function letterOf(
  locale: Workspace['locale'],
  news: ConnectionNews,
): { subject: string; text: string } {
  return LETTER[locale](news);
}

const LETTER: Readonly<
  Record<Workspace['locale'], (news: ConnectionNews) => { subject: string; text: string }>
> = {
  th: ({ platform, account, problem, link }) => ({
    subject: `กรุณาเชื่อมต่อ ${platform} ใหม่: ${account}`,
    text: [
      `การเชื่อมต่อ ${platform} ของ ${account} หยุดทำงาน (${reasonOf('th', problem)})`,
      '',
      'ข้อความใหม่ที่ยังเข้ามาจะถูกเก็บไว้ตามปกติ แต่คุณจะตอบกลับไม่ได้จนกว่าจะเชื่อมต่อใหม่',
      `เข้าสู่ระบบ KaoJai แล้วเชื่อมต่อบัญชีเดิมอีกครั้ง บทสนทนาทั้งหมดจะดำเนินต่อจากเดิม: ${link}`,
      '',
      'KaoJai.ai โดย OK Production Co., Ltd.',
    ].join('\n'),
  }),
  en: ({ platform, account, problem, link }) => ({
    subject: `Please connect ${platform} again: ${account}`,
    text: [
      `The ${platform} connection of ${account} stopped working (${reasonOf('en', problem)}).`,
      '',
      'New messages that still come in are kept as usual, but nobody can answer until the account is connected again.',
      `Sign in to KaoJai and connect the same account once more; all conversations go on as before: ${link}`,
      '',
      'KaoJai.ai by OK Production Co., Ltd.',
    ].join('\n'),
  }),
};

const REASON: Readonly<Record<string, Readonly<Record<Workspace['locale'], string>>>> = {
  revoked_by_platform: {
    th: 'สิทธิ์ของแอปถูกยกเลิกที่แพลตฟอร์ม',
    en: "the app's permission was taken back at the platform",
  },
  authorization_gone: {
    th: 'สิทธิ์ของแอปใช้ไม่ได้แล้ว',
    en: "the app's permission is no longer valid",
  },
  authorization_expired: { th: 'สิทธิ์ของแอปหมดอายุ', en: "the app's permission expired" },
  refresh_interrupted: {
    th: 'การต่ออายุสิทธิ์ไม่สำเร็จ',
    en: 'renewing the permission was interrupted',
  },
};

function reasonOf(locale: Workspace['locale'], problem: string | null): string {
  const known = problem === null ? undefined : REASON[problem];
  return known?.[locale] ?? (locale === 'th' ? 'แพลตฟอร์มไม่รับสิทธิ์เดิม' : 'the platform no longer accepts it');
}
