import type { Release } from '../../../../ports/account-access.ts';

/** When it is not known who consented, so that the consent cannot be revoked by a call. */
export const BY_HAND_FACEBOOK: NonNullable<Release['byHand']> = {
  th: 'เปิด Facebook > การตั้งค่าและความเป็นส่วนตัว > การตั้งค่า > การผสานรวมทางธุรกิจ เลือก KaoJai แล้วกด "ลบ"',
  en: 'On Facebook open Settings & privacy > Settings > Business integrations, choose KaoJai and press "Remove".',
};

/** Instagram has no call that revokes a consent. */
export const BY_HAND_INSTAGRAM: NonNullable<Release['byHand']> = {
  th: 'เปิด Instagram > การตั้งค่า > สิทธิ์ของเว็บไซต์ > แอพและเว็บไซต์ เลือก KaoJai แล้วกด "ลบออก"',
  en: 'On Instagram open Settings > Website permissions > Apps and websites, choose KaoJai and press "Remove".',
};
