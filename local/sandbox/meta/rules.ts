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
