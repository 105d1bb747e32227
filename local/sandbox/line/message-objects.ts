import { isHere } from './linked-file.ts';

/** What is wrong with message objects: LINE's `details`. */
export interface Flaw {
  readonly message: string;
  readonly property: string;
}

type Fields = Readonly<Record<string, unknown>>;

const MUST = 'must be specified';

/** Checks `messages` as LINE does; empty = good. Sizes in UTF-16 units. https://developers.line.biz/en/reference/messaging-api/#message-objects */
export function flawsOf(messages: unknown): Flaw[] {
  if (!Array.isArray(messages) || messages.length < 1 || messages.length > 5)
    return [{ message: 'Size must be between 1 and 5', property: 'messages' }];
  return messages.flatMap((message: Fields, i) =>
    (OBJECTS[String(message?.type)] ?? unknownType)(message ?? {}).map((flaw) => ({
      ...flaw,
      property: `messages[${i}].${flaw.property}`,
    })),
  );
}

const OBJECTS: Readonly<Record<string, (message: Fields) => Flaw[]>> = {
  text: (m) => text(m, 'text', 5_000),
  textV2: (m) => text(m, 'text', 5_000),
  sticker: (m) => [...text(m, 'packageId', 20), ...text(m, 'stickerId', 20)],
  image: (m) => [...url(m, 'originalContentUrl'), ...url(m, 'previewImageUrl')],
  video: (m) => [...url(m, 'originalContentUrl'), ...url(m, 'previewImageUrl')],
  audio: (m) => [...url(m, 'originalContentUrl'), ...milliseconds(m, 'duration')],
  location: (m) => [
    ...text(m, 'title', 100),
    ...text(m, 'address', 100),
    ...number(m, 'latitude'),
    ...number(m, 'longitude'),
  ],
  template: (m) => [...text(m, 'altText', 1_500), ...object(m, 'template')],
  flex: (m) => [...text(m, 'altText', 1_500), ...object(m, 'contents')],
};

function unknownType(): Flaw[] {
  return [{ message: 'Must be one of the following values: [text, sticker, …]', property: 'type' }];
}

function text(message: Fields, name: string, max: number): Flaw[] {
  const value = message[name];
  if (typeof value !== 'string' || value.trim() === '')
    return [{ message: 'May not be empty', property: name }];
  return value.length > max ? [{ message: `Length must be between 0 and ${max}`, property: name }] : [];
}

function url(message: Fields, name: string): Flaw[] {
  const value = message[name];
  // Percent-encoded, as LINE wants it. The local cloud's own addresses stand for https ones.
  const good =
    typeof value === 'string' &&
    /^[!-~]{1,2000}$/.test(value) &&
    (value.startsWith('https://') || isHere(value));
  return good ? [] : [{ message: 'Must be a valid HTTPS URL', property: name }];
}

function number(message: Fields, name: string): Flaw[] {
  return typeof message[name] === 'number' && Number.isFinite(message[name])
    ? []
    : [{ message: MUST, property: name }];
}

function milliseconds(message: Fields, name: string): Flaw[] {
  const good = Number.isInteger(message[name]) && Number(message[name]) > 0;
  return good ? [] : [{ message: 'Must be a positive whole number', property: name }];
}

function object(message: Fields, name: string): Flaw[] {
  return typeof message[name] === 'object' && message[name] !== null
    ? []
    : [{ message: MUST, property: name }];
}
