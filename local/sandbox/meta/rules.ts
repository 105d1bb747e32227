/** What the two applications may ask for. */
export const SCOPES = {
  meta: [
    'public_profile',
    'pages_show_list',
    'pages_manage_metadata',
    'pages_messaging',
    'pages_read_engagement',
    'pages_read_user_content',
    'pages_manage_engagement',
    'business_management',
    'instagram_basic',
    'instagram_manage_messages',
    'instagram_manage_comments',
  ],
  instagram: [
    'instagram_business_basic',
    'instagram_business_manage_messages',
    'instagram_business_manage_comments',
  ],
} as const;

/** Fields of the object `page`; any other is refused with code 100, those of Instagram too. */
export const PAGE_FIELDS: readonly string[] = [
  'messages',
  'message_echoes',
  'message_edits',
  'message_reactions',
  'message_deliveries',
  'message_reads',
  'messaging_postbacks',
  'messaging_referrals',
  'messaging_optins',
  'messaging_account_linking',
  'messaging_handovers',
  'messaging_policy_enforcement',
  'standby',
  'feed',
];

/** Fields of an account of the Instagram login. */
export const INSTAGRAM_FIELDS: readonly string[] = [
  'messages',
  'message_echoes',
  'message_edit',
  'message_reactions',
  'messaging_postbacks',
  'messaging_referral',
  'messaging_seen',
  'messaging_optins',
  'messaging_handover',
  'standby',
  'comments',
  'live_comments',
];

/** The tasks of a person on a Page that calls need. */
export const NEEDED_TASKS = { read: 'MESSAGING', subscribe: 'MODERATE' } as const;

const MB = 1024 * 1024;

/** What each product takes as a message's attachment: content types, and bytes. */
export const FILE_RULES = {
  messenger: {
    image: { types: /^image\/(jpeg|png|gif|webp)$/, maxBytes: 8 * MB },
    video: { types: /^video\//, maxBytes: 25 * MB },
    audio: { types: /^audio\//, maxBytes: 25 * MB },
    file: { types: /^[\w.+-]+\/[\w.+-]+$/, maxBytes: 25 * MB },
  },
  instagram: {
    image: { types: /^image\/(jpeg|png|gif)$/, maxBytes: 8 * MB },
    video: { types: /^video\/(mp4|ogg|x-msvideo|quicktime|webm)$/, maxBytes: 25 * MB },
    audio: { types: /^audio\/(aac|mp4|x-m4a|wav)$/, maxBytes: 25 * MB },
    file: { types: /^application\/pdf$/, maxBytes: 25 * MB },
  },
} as const;

/** Of a text: in characters on Messenger, in bytes of UTF-8 on Instagram. */
export const LONGEST_TEXT = { messenger: 2_000, instagram: 1_000 } as const;

/** Of `message.metadata`, in characters; Messenger only. */
export const LONGEST_METADATA = 1_000;
