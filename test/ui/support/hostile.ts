import type { components } from '../../../web/src/api/schema.d.ts';

type Schemas = components['schemas'];
type Message = Schemas['Message'];

/** What somebody may write, call themselves or call a file in the hope that it runs. Each says `pwned` if it does. */
export const HOSTILE: readonly string[] = [
  '<script>pwned(1)</script>',
  '<img src=x onerror=pwned(2)>',
  '"><svg/onload=pwned(3)>',
  "'-pwned(4)-'",
  'javascript:pwned(5)',
  '<iframe srcdoc="<script>parent.pwned(6)</script>"></iframe>',
  '<a href="javascript:pwned(7)">https://shop.example</a>',
  '</title></textarea></style><script>pwned(8)</script>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template as somebody might type it
  '{{constructor.constructor("pwned(9)")()}} ${pwned(9)} $t(common.nav.inbox)',
  '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
  'data:text/html,<script>pwned(11)</script>',
  'https://evil.example/"onmouseover="pwned(12)',
  'JaVaScRiPt&colon;pwned(13) \u202Egnp.exe \u0000\u200B',
  '<form action=https://evil.example><input name=a autofocus onfocus=pwned(14)></form>',
  '<style>@import "https://evil.example/a.css"; *{background:url(https://evil.example/b)}</style>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=pwned(16)></style></mglyph></math>',
];

const KINDS: readonly Message['kind'][] = [
  'text',
  'image',
  'video',
  'audio',
  'file',
  'sticker',
  'location',
  'product',
  'order',
  'voucher',
  'template',
  'story_mention',
  'story_reply',
  'share',
  'comment',
  'unsupported',
];
/** What cards are made of, and what would be an address. */
const FACTS = [
  'title',
  'subtitle',
  'desc',
  'content',
  'address',
  'price',
  'status',
  'orderId',
  'templateText',
];
const ADDRESSES = ['url', 'storyUrl', 'actionUrl', 'viewUrl4Seller'];
const NOW = '2026-03-10T02:40:00.000Z';

/** A conversation with somebody whose name is hostile. */
export function hostileConversation(words: string, i: number): Schemas['Conversation'] {
  return {
    id: `hostile-${i}`,
    connectionId: 'hostile-connection',
    accountId: words,
    platform: 'line',
    status: 'open',
    assigneeId: null,
    customer: { id: `customer-${i}`, displayName: words, platformUserId: words },
    labels: [words],
    lastActivityAt: NOW,
    preview: { direction: 'inbound', kind: 'text', text: words },
    replyWindow: { state: 'unlimited', closesAt: null },
    revision: 1,
    unreadCount: 1,
    version: 1,
  };
}

/** A message of each kind, hostile in each of its fields. */
export function hostileTimeline(conversationId: string, words: string): object[] {
  const messages = KINDS.map((kind, i) => hostileMessage(conversationId, words, kind, i));
  const note: Schemas['Note'] = {
    type: 'note',
    id: 'note',
    conversationId,
    authorId: words,
    at: NOW,
    text: words,
  };
  const event = {
    type: 'event',
    id: 'event',
    conversationId,
    at: NOW,
    event: words,
    text: words,
    data: { by: words },
  };
  const labels = { ...event, id: 'labels', event: 'labels', data: { by: words, to: [words] } };
  return [...messages, note, event, labels];
}

function hostileMessage(conversationId: string, words: string, kind: Message['kind'], i: number): object {
  const card = Object.fromEntries([...FACTS, ...ADDRESSES].map((name) => [name, words]));
  return {
    type: 'message',
    id: `message-${i}`,
    conversationId,
    kind,
    direction: i % 2 === 0 ? 'inbound' : 'outbound',
    author: { type: i % 2 === 0 ? 'customer' : 'external', name: words },
    platformMessageId: `platform-${i}`,
    replyToPlatformMessageId: `platform-${i + 1}`,
    text: words,
    data: {
      ...card,
      buttons: [{ text: words, url: words }],
      products: [card],
      elements: [card],
      latitude: 1,
      longitude: 2,
    },
    attachments: (['stored', 'expired', 'failed'] as const).map((state, n) => ({
      id: `file-${i}-${n}`,
      kind: 'file',
      state,
      name: words,
      reason: words,
      mimeType: words,
      size: 10,
    })),
    reactions: [{ by: words, emoji: words }],
    state: i % 2 === 0 ? 'received' : 'failed',
    ...(i % 2 === 1 && { failure: { code: words, message: words, messageTh: words, retryable: true } }),
    sentAt: NOW,
    receivedAt: NOW,
    editedAt: NOW,
  };
}
