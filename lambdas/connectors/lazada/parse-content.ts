import type { InboundAttachment, InboundMessage } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import type { AttachmentKind } from '../../domain/timeline.ts';
import {
  asObject,
  defined,
  idField,
  type JsonObject,
  numberField,
  required,
  textField,
} from '../shared/fields.ts';
import { httpsUrl } from '../shared/https-url.ts';
import { readJson } from '../shared/read-json.ts';
import { readCard } from './parse-card.ts';

type Content = Pick<InboundMessage, 'kind' | 'text' | 'attachments' | 'data'>;

/** What a push holds as `content`: an object as JSON text (rarely the object itself), or words as they are. */
interface PlainOrJson {
  readonly plain?: string;
  readonly json?: JsonObject;
}

const BARE: Content = { kind: 'unsupported', text: null, attachments: [], data: {} };

/** The part of a message that depends on its template (the numbers are `template_id`). */
export function readContent(template: number | undefined, content: Json | undefined): Content {
  const { plain, json } = plainOrJson(content);
  if (plain !== undefined) return { ...BARE, kind: 'text', text: plain };
  switch (template) {
    case 1:
      return { ...BARE, kind: 'text', text: required(textField(json, 'txt'), 'content.txt') };
    case 3:
      return { ...BARE, kind: 'image', attachments: file('image', json, ['imgUrl']), data: size(json) };
    case 4:
      return {
        ...BARE,
        kind: 'sticker',
        text: textField(json, 'txt') ?? null,
        attachments: file('sticker', json, ['imgUrl', 'smallImgUrl']),
      };
    case 6:
      return video(json);
    case 10015:
      return menu(json);
    case undefined:
      return unsupported('none', json);
    default:
      return { ...unsupported(String(template), json), ...readCard(template, json) };
  }
}

/** Words that happen to be JSON, such as a buyer's "42", are still words. */
export function plainOrJson(content: Json | undefined): PlainOrJson {
  if (typeof content !== 'string') return { json: asObject(content) ?? {} };
  const json = objectIn(content);
  return json === undefined ? { plain: content } : { json };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    return asObject(readJson(text));
  } catch {
    return undefined;
  }
}

function unsupported(platformType: string, json: JsonObject | undefined): Content {
  return { ...BARE, text: textField(json, 'txt') ?? null, data: { platformType } };
}

/** `videoUrl` is mostly empty: the address comes from `/media/video/get` by id. `txt` is the file's name. */
function video(json: JsonObject | undefined): Content {
  const attachment = defined({
    kind: 'video' as const,
    url: httpsUrl(textField(json, 'videoUrl')),
    mediaId: idField(json, 'videoId'),
    name: textField(json, 'txt') || undefined,
  }) as InboundAttachment;
  const known = attachment.url !== undefined || attachment.mediaId !== undefined;
  const duration = numberField(json, 'videoDuration');
  return {
    ...BARE,
    kind: 'video',
    attachments: known ? [attachment] : [],
    data: { ...(duration === undefined ? {} : { videoDuration: duration }), ...size(json) },
  };
}

/** Up to ten buttons, `action1Txt` … `action10Txt`. */
function menu(json: JsonObject | undefined): Content {
  const labels = Array.from({ length: 10 }, (_, i) => textField(json, `action${i + 1}Txt`));
  const actions = labels.filter((label) => label !== undefined && label !== '') as string[];
  const data: Record<string, Json> = actions.length > 0 ? { actions } : {};
  return { ...BARE, kind: 'text', text: textField(json, 'txt') ?? null, data };
}

function file(
  kind: AttachmentKind,
  json: JsonObject | undefined,
  names: readonly string[],
): InboundAttachment[] {
  const urls = names.map((name) => httpsUrl(textField(json, name)));
  const url = urls.find((found) => found !== undefined);
  return url === undefined ? [] : [{ kind, url }];
}

/** Pixels; Lazada writes them as strings. */
function size(json: JsonObject | undefined): Record<string, Json> {
  const measures = { width: numberField(json, 'width'), height: numberField(json, 'height') };
  return defined(measures) as Record<string, Json>;
}
