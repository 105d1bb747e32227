import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const files = readdirSync('web/src', { recursive: true, withFileTypes: true })
  .filter(({ name }) => /\.tsx?$/.test(name))
  .map(({ parentPath, name }) => path.join(parentPath, name));

/** Files whose code matches; comments are prose. */
function having(pattern: RegExp, except: readonly string[] = []): string[] {
  return files.filter((file) => !except.includes(file) && pattern.test(codeOf(file)));
}

function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

function importsOf(file: string): string[] {
  const found = codeOf(file).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g);
  return [...found].map(([, target = '']) => target);
}

describe('the console', () => {
  it('sees its files', () => {
    expect(files.length).toBeGreaterThan(30);
  });

  it('imports nothing of the rest of the repository: it talks to the agent API', () => {
    const outside = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith('.'))
        .filter((target) => !path.join(path.dirname(file), target).startsWith('web/src/'))
        .map((target) => `${file} → ${target}`),
    );
    expect(outside).toEqual([]);
  });

  it('makes no markup of text, and no code (S15)', () => {
    expect(
      having(
        /dangerouslySetInnerHTML|\binnerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcDoc|\beval\(|new Function/,
      ),
    ).toEqual([]);
  });

  it('writes no style element: only what a style sheet or the element itself has', () => {
    expect(
      having(/<style\b|createElement\('style'\)|visibleFrom=|hiddenFrom=|<AppShell|<SimpleGrid|<Grid\b/),
    ).toEqual([]);
  });

  it('opens addresses of others in one place only', () => {
    expect(having(/target="_blank"|window\.open\(/, ['web/src/ui/SafeLink.tsx'])).toEqual([]);
  });

  it('keeps something in the browser in one place only', () => {
    expect(
      having(/\b(localStorage|sessionStorage|indexedDB|document\.cookie|caches)\b/, [
        'web/src/app/storage.ts',
      ]),
    ).toEqual([]);
  });
});
