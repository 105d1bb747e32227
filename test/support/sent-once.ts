import type { Line, SendingWorld } from './sending-world.ts';

/** Whether what was written is on the phone. */
function isOnPhone({ phone, messenger }: SendingWorld, { text, platformMessageId }: Line): boolean {
  const { rewrite } = messenger.kind;
  return phone.some(
    (shown) =>
      shown.call !== undefined &&
      (shown.id === platformMessageId || shown.text === text || rewrite(shown.text) === text),
  );
}

/**
 * What must never be, whatever happened: a message twice on the phone or in the timeline, one that is called what it is not, one that waits
 * for ever, one that overtook another, one that the head speaks of and that is not there. Texts of a course must differ. @returns nothing, when all is well
 */
export async function faultsOf(world: SendingWorld): Promise<string[]> {
  const lines = await world.lines();
  const written = lines.filter(({ by }) => by === 'agent');
  return [
    ...repeated(world.phone.map(({ text }) => text)).map((text) => `twice on the phone: ${text}`),
    ...written.flatMap((line) => falseWords(world, line)),
    ...repeated(lines.map((line) => plain(world, line.text))).map((text) => `twice in the timeline: ${text}`),
    ...missing(world, lines),
    ...overtaken(world, written),
    ...(await unfounded(world)),
  ];
}

/** What the head says is there, and is not; an echo may have become an alias. */
async function unfounded({ main, ref, connecting }: SendingWorld): Promise<string[]> {
  const head = await main.sending.store.head(ref, 'fresh');
  const said = [...(head?.lastEntryId ? [head.lastEntryId] : []), ...(head?.answers?.latest ?? [])];
  const rows = [...connecting.aws.table('Inbox').keys()];
  return said.filter((id) => !rows.some((row) => row.endsWith(` E#${id}`))).map((id) => `not there: ${id}`);
}

function falseWords(world: SendingWorld, line: Line): string[] {
  const there = isOnPhone(world, line);
  if (line.state === 'sent' && !there) return [`called sent, but is not: ${line.text}`];
  if (line.state === 'failed' && there) return [`called failed, but is there: ${line.text}`];
  return line.state === 'queued' || line.state === 'sending' ? [`waits for ever: ${line.text}`] : [];
}

function missing(world: SendingWorld, lines: readonly Line[]): string[] {
  const told = new Set(lines.map(({ text }) => plain(world, text)));
  return world.phone.filter(({ text }) => !told.has(text)).map(({ text }) => `not in the timeline: ${text}`);
}

/** Without what the platform made of it. */
function plain({ phone, messenger }: SendingWorld, text: string | null): string {
  return phone.find((shown) => messenger.kind.rewrite(shown.text) === text)?.text ?? String(text);
}

function overtaken({ phone }: SendingWorld, written: readonly Line[]): string[] {
  const places = phone
    .filter(({ call }) => call)
    .map(({ text }) => written.findIndex((line) => line.text === text));
  return places.flatMap((place, i) =>
    i > 0 && place < (places[i - 1] ?? -1) ? [`overtaken: ${written[place]?.text}`] : [],
  );
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, i) => values.indexOf(value) !== i);
}
