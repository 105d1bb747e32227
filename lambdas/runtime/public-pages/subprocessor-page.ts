import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Bilingual } from '../pages/html-page.ts';
import { dated } from './policy-page.ts';
import { type Block, publicDocument } from './public-document.ts';
import { RECIPIENTS, REGISTER_DATE, type Recipient, SUBPROCESSORS, type Subprocessor } from './published.ts';

const FUNCTIONS: Readonly<Record<string, Bilingual>> = {
  hosting: { th: 'โฮสติ้ง', en: 'hosting' },
  storage: { th: 'จัดเก็บ', en: 'storage' },
  analytics: { th: 'การวัดและวิเคราะห์การทำงาน', en: 'analytics of operation' },
  email: { th: 'อีเมล', en: 'e-mail' },
  security: { th: 'ความปลอดภัย', en: 'security' },
  support: { th: 'สนับสนุน', en: 'support' },
};

const RULES: Bilingual = {
  th: 'ผู้ประมวลผลช่วงใช้ข้อมูลเพื่อส่งมอบบริการเท่านั้น ต้องรักษาความลับ และห้ามใช้ข้อมูลจากแพลตฟอร์มเพื่อการตลาดหรือโฆษณาของตนเอง',
  en: 'Subprocessors use data to deliver the service only, keep it confidential, and may not use platform data for marketing or advertising of their own.',
};

const PLATFORMS: readonly Block[] = [
  { heading: { th: 'แพลตฟอร์มที่ร้านค้าเชื่อมต่อ', en: 'Platforms that a merchant connects' } },
  {
    text: {
      th: 'แพลตฟอร์มไม่ใช่ผู้ประมวลผลช่วงของเรา แต่ละแพลตฟอร์มได้รับข้อมูลเฉพาะเมื่อร้านค้าเชื่อมต่อ และเฉพาะของร้านค้านั้น',
      en: 'Platforms are not our subprocessors. Each gets data only where a merchant has connected it, and only of that merchant.',
    },
  },
];

/** The register of subprocessors as people read it. */
export function subprocessorPage(): APIGatewayProxyStructuredResultV2 {
  return publicDocument({
    status: 200,
    title: { th: 'ผู้ประมวลผลช่วงของ KaoJai.ai', en: 'Subprocessors of KaoJai.ai' },
    blocks: [
      dated(REGISTER_DATE),
      { text: RULES },
      { list: SUBPROCESSORS.map(entryOf) },
      ...PLATFORMS,
      { list: RECIPIENTS.map(recipientOf) },
      { link: { href: '/privacy', th: 'นโยบายความเป็นส่วนตัว', en: 'Privacy policy' } },
    ],
  });
}

function entryOf(one: Subprocessor): Bilingual {
  const task = FUNCTIONS[one.function] ?? { th: one.function, en: one.function };
  const rest = `${one.region} · ${one.agreement} · ${one.reviewDate}`;
  return { th: `${one.name}: ${task.th} · ${rest}`, en: `${one.name}: ${task.en} · ${rest}` };
}

function recipientOf({ name, legalEntity }: Recipient): Bilingual {
  const both = `${name} (${legalEntity})`;
  return { th: both, en: both };
}
