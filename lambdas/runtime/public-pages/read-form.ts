import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { PlatformId } from '../../domain/platform.ts';
import type { PrivacyRequestType } from '../../domain/privacy-request.ts';
import { FIELD_LENGTHS, type PublicRequest } from '../../domain/public-request.ts';
import { bodyBytes } from '../http-event.ts';

export const TYPES: readonly PrivacyRequestType[] = ['access', 'correct', 'erase'];

/** Names of the form's fields. `website` is for machines that fill in everything: people do not see it. */
export const FIELDS = ['type', 'platform', 'shop', 'name', 'contact', 'words'] as const;
export type FieldName = (typeof FIELDS)[number];
export const TRAP = 'website';

/** The form's body with every field as long as it may be, each character of Thai written as nine, is below this. */
export const MAX_FORM_BYTES = 16 * 1024;

/** What was typed: all of it right, or some of it wrong, or typed by a machine. */
export type ReadForm =
  | { readonly kind: 'right'; readonly request: PublicRequest }
  | {
      readonly kind: 'wrong';
      readonly wrong: readonly FieldName[];
      readonly typed: Readonly<Record<FieldName, string>>;
    }
  | { readonly kind: 'machine' };

/** Reads the form. What is too long is wrong, never cut: half a name finds nobody. */
export function readForm(event: APIGatewayProxyEventV2, platforms: readonly PlatformId[]): ReadForm {
  const given = new URLSearchParams(bodyBytes(event).toString('utf8'));
  if (given.get(TRAP)) return { kind: 'machine' };
  const typed = Object.fromEntries(FIELDS.map((name) => [name, plainText(given.get(name) ?? '')])) as Record<
    FieldName,
    string
  >;
  const wrong = FIELDS.filter((name) => !isRight(name, typed[name], platforms));
  const type = TYPES.find((one) => one === typed.type);
  if (wrong.length > 0 || type === undefined) return { kind: 'wrong', wrong, typed };
  const { platform, shop, name, contact, words } = typed;
  return {
    kind: 'right',
    request: { type, platform, shop, name, contact: contact || null, words: words || null },
  };
}

/** Text without what no keyboard types, which JSON would write as six bytes each; and without the spaces around it. */
function plainText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{C}\n\u200c\u200d]/gu, '')
    .trim();
}

function isRight(name: FieldName, value: string, platforms: readonly PlatformId[]): boolean {
  if (name === 'type') return TYPES.some((type) => type === value);
  if (name === 'platform') return platforms.includes(value);
  const fits = value.length <= FIELD_LENGTHS[name];
  if (name === 'contact') return fits && (value === '' || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value));
  return name === 'words' ? fits : fits && value !== '';
}
