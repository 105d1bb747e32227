/** Whether somebody typed what they were asked to type, however many spaces and whatever capitals. */
export function isTyped(wanted: string, typed: string): boolean {
  const plain = (text: string) => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return plain(wanted) !== '' && plain(typed) === plain(wanted);
}
