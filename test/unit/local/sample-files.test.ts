import { connectors } from '../../../lambdas/connectors/index.ts';
import { ByteReader } from '../../../lambdas/domain/byte-reader.ts';
import { fileTypeOf, kindOf } from '../../../lambdas/domain/file-type.ts';
import { readFilm } from '../../../lambdas/domain/iso-film.ts';
import { FILE_KINDS, sampleFile } from '../../../local/tour/sample-files.ts';

describe('the files of the tours', () => {
  it.each(FILE_KINDS)('%s: is by its content what it says, small, and never the same twice', (kind) => {
    const [one, same, other] = [sampleFile(kind, 7), sampleFile(kind, 7), sampleFile(kind, 8)];
    expect(fileTypeOf(one.bytes)).toBe(one.mimeType);
    expect(kindOf(one.mimeType)).toBe(kind);
    expect(one.bytes.length).toBeLessThan(4_000);
    expect(one.bytes.equals(same.bytes)).toBe(true);
    expect(one.bytes.equals(other.bytes)).toBe(false);
  });

  it.each(FILE_KINDS)('%s: is of a type that every platform takes which takes the kind', (kind) => {
    const limits = connectors.flatMap(({ manifest }) => Object.values(manifest.outbound));
    for (const { [kind]: rule } of limits)
      if (rule) expect(rule.mimeTypes).toContain(sampleFile(kind, 1).mimeType);
  });

  it('the film says its length and shape', async () => {
    async function* content() {
      yield sampleFile('video', 1).bytes;
    }
    expect(await readFilm(new ByteReader(content()))).toEqual({
      durationMs: 2_000,
      size: { width: 400, height: 400 },
    });
  });
});
