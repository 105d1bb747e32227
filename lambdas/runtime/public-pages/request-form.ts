import type { PlatformId } from '../../domain/platform.ts';
import { FIELD_LENGTHS } from '../../domain/public-request.ts';
import { type Bilingual, escapeHtml } from '../pages/html-page.ts';
import { type FieldName, TRAP, TYPES } from './read-form.ts';
import { LABELS, SEND, TYPE_LABELS } from './request-words.ts';

/** A platform as the form offers it. */
export interface PlatformChoice {
  readonly id: PlatformId;
  readonly name: string;
}

export interface FormState {
  readonly platforms: readonly PlatformChoice[];
  readonly wrong?: readonly FieldName[];
  readonly typed?: Readonly<Partial<Record<FieldName, string>>>;
}

/** The form as HTML: works without a script, keeps what was typed when something is wrong. */
export function requestForm(state: FormState): string {
  const { platforms, typed = {} } = state;
  const types = TYPES.map((type) => option(type, inBoth(TYPE_LABELS[type]), typed.type));
  const shown = platforms.map(({ id, name }) => option(id, name, typed.platform));
  return [
    '<form method="post" action="/privacy/request" accept-charset="utf-8">',
    field(state, 'type', `<select name="type" required>${types.join('')}</select>`),
    field(state, 'platform', `<select name="platform" required>${shown.join('')}</select>`),
    field(state, 'shop', input(state, 'shop', 'required')),
    field(state, 'name', input(state, 'name', 'required autocomplete="nickname"')),
    field(state, 'contact', input(state, 'contact', 'type="email" autocomplete="email"')),
    field(
      state,
      'words',
      `<textarea name="words" rows="4" maxlength="${FIELD_LENGTHS.words}">${escapeHtml(typed.words ?? '')}</textarea>`,
    ),
    // Not `display:none`, which machines know to leave alone.
    `<label class="trap" aria-hidden="true">Website <input name="${TRAP}" tabindex="-1" autocomplete="off"></label>`,
    `<button type="submit">${escapeHtml(inBoth(SEND))}</button>`,
    '</form>',
  ].join('\n');
}

function field({ wrong = [] }: FormState, name: FieldName, control: string): string {
  const mark = wrong.includes(name) ? ' class="wrong"' : '';
  return `<label${mark}>${escapeHtml(inBoth(LABELS[name]))}${control}</label>`;
}

function input({ typed = {} }: FormState, name: 'shop' | 'name' | 'contact', more: string): string {
  return `<input name="${name}" maxlength="${FIELD_LENGTHS[name]}" value="${escapeHtml(typed[name] ?? '')}" ${more}>`;
}

function option(value: string, label: string, chosen: string | undefined): string {
  const selected = value === chosen ? ' selected' : '';
  return `<option value="${escapeHtml(value)}"${selected}>${escapeHtml(label)}</option>`;
}

function inBoth({ th, en }: Bilingual): string {
  return `${th} · ${en}`;
}
