/** Who and what exists at Meta: all invented, two of them as in the demo seed. */

export interface MetaPage {
  readonly id: string;
  readonly name: string;
  readonly tasks: readonly string[];
  readonly instagramId?: string;
  /** Owned by a business portfolio: not listed without `business_management`. */
  readonly portfolio?: true;
}

export interface MetaPerson {
  /** App-scoped. */
  readonly id: string;
  readonly name: string;
  readonly pages: readonly string[];
}

export interface InstagramAccount {
  /** `user_id`, which deliveries carry. */
  readonly id: string;
  /** `id` of `/me`, which privacy callbacks carry. */
  readonly appScopedId: string;
  readonly username: string;
  readonly name: string;
  readonly accountType: 'BUSINESS' | 'MEDIA_CREATOR' | 'PERSONAL';
}

const FULL = ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'];

export const DEMO_PAGE = '104455667788990';
export const DEMO_INSTAGRAM = '17841400000000042';

export const PAGES: readonly MetaPage[] = [
  { id: '106600112233441', name: 'ผ้าไหมแม่ยาย', tasks: FULL, instagramId: '17841400000000101' },
  { id: '106600112233442', name: 'กาแฟดอยคำหล้า', tasks: FULL },
  // May look at figures and advertise, but read no messages: cannot be connected.
  { id: '106600112233443', name: 'ของฝากป้าสมใจ', tasks: ['ADVERTISE', 'ANALYZE'] },
  {
    id: '106600112233444',
    name: 'สวนทุเรียนลุงดำ',
    tasks: FULL,
    instagramId: '17841400000000102',
    portfolio: true,
  },
  { id: DEMO_PAGE, name: 'บ้านสวน ช็อป', tasks: FULL },
];

export const PERSONS: readonly MetaPerson[] = [
  {
    id: '10158000000000777',
    name: 'สมหญิง ใจดี',
    pages: ['106600112233441', '106600112233442', '106600112233443'],
  },
  { id: '10158000000000888', name: 'อนันต์ สวนผลไม้', pages: ['106600112233444'] },
  { id: '10158000000000321', name: 'เจ้าของบ้านสวน', pages: [DEMO_PAGE] },
];

export const INSTAGRAM_ACCOUNTS: readonly InstagramAccount[] = [
  account('17841400000000101', '26000000000000101', 'maeyai.silk', 'ผ้าไหมแม่ยาย', 'BUSINESS'),
  account('17841400000000102', '26000000000000102', 'lungdam.durian', 'สวนทุเรียนลุงดำ', 'BUSINESS'),
  account('17841400000000103', '26000000000000103', 'doi.khamla', 'ดอยคำหล้า', 'MEDIA_CREATOR'),
  // A private person: cannot be connected.
  account('17841400000000104', '26000000000000104', 'nong.khaohom', 'น้องข้าวหอม', 'PERSONAL'),
  account(DEMO_INSTAGRAM, '26000000000000042', 'baansuan.shop', 'บ้านสวน ช็อป', 'BUSINESS'),
];

function account(
  id: string,
  appScopedId: string,
  username: string,
  name: string,
  accountType: InstagramAccount['accountType'],
): InstagramAccount {
  return { id, appScopedId, username, name, accountType };
}

/** Customers with something special about them; all others are reachable and have a profile. */
export const CUSTOMERS = {
  /** Blocked the account after writing to it. */
  unreachable: '7100000000000551',
  /** Signed up by a phone number: Messenger gives no profile. */
  withoutProfile: '7100000000000218',
} as const;

export function pageById(id: string | undefined): MetaPage | undefined {
  return PAGES.find((page) => page.id === id);
}

export function instagramById(id: string | undefined): InstagramAccount | undefined {
  return INSTAGRAM_ACCOUNTS.find((one) => one.id === id);
}

/** The Page that an Instagram account is linked to. */
export function pageOfInstagram(id: string): MetaPage | undefined {
  return PAGES.find((page) => page.instagramId === id);
}
