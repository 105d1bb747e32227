import type { InboundItem } from '../../../domain/inbound.ts';
import { idField, type JsonObject, numberField, required, textField } from '../fields.ts';
import { ignored } from './dialect.ts';
import { conversationOf, type MetaEvent, timeOf } from './event-context.ts';

/**
 * `message_edit`. Instagram also sends it around ordinary messages with `num_edit` 0, without text, sender and recipient
 * (seen 2026): noise, told apart before anything else is looked at.
 */
export function readEdit(context: MetaEvent, edit: JsonObject): InboundItem[] {
  const text = textField(edit, 'text');
  const order = numberField(edit, 'num_edit');
  if (text === undefined || order === 0) return [ignored(context.dialect, 'edit_noise')];
  return [
    {
      type: 'edit',
      ...conversationOf(context),
      platformMessageId: required(idField(edit, 'mid'), 'message_edit.mid'),
      text,
      at: timeOf(context),
      order: required(order, 'message_edit.num_edit'),
    },
  ];
}

/** `reaction`: one per person and message; the last one counts. */
export function readReaction(context: MetaEvent, reaction: JsonObject): InboundItem[] {
  const action = textField(reaction, 'action');
  if (action !== 'react' && action !== 'unreact')
    return [ignored(context.dialect, 'unknown_reaction_action')];
  return [
    {
      type: 'reaction',
      ...conversationOf(context),
      platformMessageId: required(idField(reaction, 'mid'), 'reaction.mid'),
      by: required(context.senderId, 'sender.id'),
      emoji: action === 'react' ? emojiOf(reaction) : null,
      at: timeOf(context),
    },
  ];
}

function emojiOf(reaction: JsonObject): string {
  return (
    textField(reaction, 'emoji') ||
    EMOJI.get(textField(reaction, 'reaction') ?? '') ||
    // `other` without the emoji: something that only the platform's app can show.
    '❔'
  );
}

/** Names of Meta's own reactions. */
const EMOJI = new Map([
  ['smile', '😆'],
  ['angry', '😠'],
  ['sad', '😢'],
  ['wow', '😮'],
  ['love', '❤️'],
  ['like', '👍'],
  ['dislike', '👎'],
]);
