/** A shop in one country. All of them are invented. */
export interface Shop {
  readonly sellerId: string;
  readonly userId: string;
  readonly shortCode: string;
  readonly country: string;
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE' | 'DELETED';
}

/** Somebody with an account of Seller Center: the shops of one consent. */
export interface Owner {
  /** The account's mail address. */
  readonly person: string;
  /** `cb` for a cross-border seller, who has one shop per country and one token for all. */
  readonly country: string;
  readonly shops: readonly string[];
  /** Subscribed in the Service Marketplace: the token lives as long as that, and cannot be refreshed. Days. */
  readonly subscribedDays?: number;
}

/** The shop of the demo seed. */
export const DEMO_SHOP = '100245518';

export function inventedShops(): Record<string, Shop> {
  const shops = [
    shop(DEMO_SHOP, 'th', 'TH1BSUAN', 'บ้านสวน ช็อป'),
    shop('100377204', 'th', 'TH2MKHAM', 'ผ้าไหมแม่คำ'),
    shop('100388115', 'th', 'TH3DLANG', 'กาแฟดอยลาน'),
    { ...shop('100399226', 'th', 'TH4PLOYT', 'ของเล่นน้องพลอย'), status: 'INACTIVE' as const },
    shop('200455019', 'sg', 'SG1MERLN', 'Merlion Gadgets'),
    shop('300111222', 'th', 'TH5PANDA', 'แพนด้า อิมพอร์ต'),
    shop('300111223', 'my', 'MY5PANDA', 'Panda Import'),
  ];
  return Object.fromEntries(shops.map((one) => [one.sellerId, one]));
}

export const OWNERS: readonly Owner[] = [
  { person: 'owner@baan-suan.example', country: 'th', shops: [DEMO_SHOP] },
  { person: 'kham@mae-kham.example', country: 'th', shops: ['100377204'] },
  { person: 'lan@doi-lan.example', country: 'th', shops: ['100388115'], subscribedDays: 90 },
  { person: 'ploy@nong-ploy.example', country: 'th', shops: ['100399226'] },
  { person: 'owner@merlion.example', country: 'sg', shops: ['200455019'] },
  { person: 'export@panda.example', country: 'cb', shops: ['300111222', '300111223'] },
];

/** The user id is a number of its own, as with shops that were opened by somebody who bought here before. */
function shop(sellerId: string, country: string, shortCode: string, name: string): Shop {
  return { sellerId, userId: `5${sellerId}`, shortCode, country, name, status: 'ACTIVE' };
}
