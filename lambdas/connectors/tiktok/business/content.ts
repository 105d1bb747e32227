import type { Json } from '../../../domain/platform.ts';
import {
  defined,
  idField,
  type JsonObject,
  objectField,
  objectsField,
  textField,
} from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { type Content, factsContent, fileContent, textContent, unsupportedContent } from '../content.ts';

/**
 * The content of a direct message, found in the field that is named like its type. An unknown type, or one whose field lacks
 * the main thing, becomes a placeholder.
 */
export function readContent(type: string, message: JsonObject): Content {
  // Small letters in deliveries, capitals in the API's lists.
  const name = type.toLowerCase();
  return contentOf(name, objectField(message, name)) ?? unsupportedContent(type);
}

function contentOf(name: string, part: JsonObject | undefined): Content | undefined {
  switch (name) {
    case 'text':
      return words(part);
    case 'image':
    case 'video':
      return media(name, part);
    case 'sticker':
    case 'emoji':
      return sticker(part);
    case 'share_post':
      return sharedPost(part);
    case 'template':
      return template(part);
    default:
      return undefined;
  }
}

function words(part: JsonObject | undefined): Content | undefined {
  const body = textField(part, 'body');
  return body === undefined ? undefined : textContent(body);
}

/** Handed out by the API for the media id together with the conversation's and the message's id. */
function media(kind: 'image' | 'video', part: JsonObject | undefined): Content | undefined {
  const mediaId = idField(part, 'media_id');
  return mediaId === undefined ? undefined : fileContent(kind, { mediaId });
}

/** A sticker's address dies after 30 days, an emoji's does not. */
function sticker(part: JsonObject | undefined): Content | undefined {
  const url = httpsUrl(textField(part, 'url'));
  return url ? fileContent('sticker', { url }) : undefined;
}

/** A post on TikTok, to be shown as a link. */
function sharedPost(part: JsonObject | undefined): Content | undefined {
  const embedUrl = httpsUrl(textField(part, 'embed_url'));
  const videoId = idField(part, 'video_id');
  return embedUrl || videoId ? factsContent('share', { embedUrl, videoId }) : undefined;
}

/** A card with questions to choose from, as it was sent. */
function template(part: JsonObject | undefined): Content | undefined {
  if (part === undefined) return undefined;
  const elements = objectsField(part, 'elements').map(cardElement);
  return factsContent('template', { templateType: idField(part, 'type'), elements });
}

function cardElement(element: JsonObject): Record<string, Json> {
  const buttons = objectsField(element, 'buttons').map(
    (button) =>
      defined({ id: idField(button, 'id'), text: textField(button, 'text') }) as Record<string, Json>,
  );
  return defined({ title: textField(element, 'title'), buttons }) as Record<string, Json>;
}
