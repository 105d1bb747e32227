/** Full names of the tests in a file, as patterns: what `each` or a template fills in may be anything. */
export function titlesIn(source: string): readonly TitlePattern[] {
  const above: { readonly indent: number; readonly title: string; readonly skipped: boolean }[] = [];
  const found: TitlePattern[] = [];
  for (const match of source.matchAll(CALL)) {
    const [whole, spaces = '', word = '', flags = ''] = match;
    const literal = titleAt(source, match.index + whole.length, flags.includes('.each'));
    const indent = spaces.length;
    while ((above.at(-1)?.indent ?? -1) >= indent) above.pop();
    const skipped = /\.(skip|todo|failing)/.test(flags) || /^x/.test(word) || above.at(-1)?.skipped === true;
    const title = literal === null ? '.*' : patternOf(literal);
    if (word.endsWith('describe')) above.push({ indent, title, skipped });
    else {
      const names = [...above.map((group) => group.title), title];
      found.push({ pattern: new RegExp(`^${names.join(' ')}$`, 's'), skipped });
    }
  }
  return found;
}

export interface TitlePattern {
  readonly pattern: RegExp;
  /** Nobody runs it. */
  readonly skipped: boolean;
}

/** At the beginning of a line: the formatter sees to it that the indent tells what belongs to what. */
const CALL = /^( *)(x?describe|x?test|x?it)((?:\.\w+)*)(?=[(`])/gm;

/** The first text behind the call; of an `each`, behind its cases. Null: it is not written there. */
function titleAt(source: string, at: number, each: boolean): string | null {
  const rest = source.slice(at);
  const start = each ? /\)\(\s*(?=['"`])/.exec(rest) : /^\(\s*(?=['"`])/.exec(rest);
  if (!start) return null;
  const text = rest.slice(start.index + start[0].length);
  const quote = text[0] ?? '';
  const [, title = null] = new RegExp(`^${quote}((?:\\\\.|[^\\\\${quote}])*)${quote}`, 's').exec(text) ?? [];
  return title?.replace(/\\(.)/gs, '$1') ?? null;
}

/** What jest fills in: `%s` of `each`, `$name` of objects; and `${…}` of templates. */
const FILLED = /%[sdifjop#%]|\$\{[^}]*\}|\$\w+(?:\.\w+)*/g;

function patternOf(title: string): string {
  return title
    .split(FILLED)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
}
