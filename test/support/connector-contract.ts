import { MESSAGE_KINDS } from '../../lambdas/domain/timeline.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import { bodyOf, kitOf, receivedAt, samplesOf, signed } from './samples.ts';

/** What holds for every connector. Run once per platform over its own samples. */
export function connectorContract(connector: Connector, folder?: string): void {
  const { manifest } = connector;
  const samples = samplesOf(manifest.id, folder);

  describe(`connector ${manifest.id}`, () => {
    it('has samples, and every surface is among them', () => {
      expect(new Set(samples.map(([, sample]) => sample.surface))).toEqual(new Set(manifest.surfaces));
    });

    it('declares every surface in its routes, limits, windows and scopes', () => {
      expect(new Set(manifest.routes.map((route) => route.surface))).toEqual(new Set(manifest.surfaces));
      for (const table of [manifest.outbound, manifest.replyWindow, manifest.scopes]) {
        expect(new Set(Object.keys(table))).toEqual(new Set(manifest.surfaces));
      }
    });

    describe.each(samples)('%s', (_name, sample) => {
      const body = bodyOf(sample);
      const at = receivedAt(sample);
      const parse = () => connector.parse({ surface: sample.surface, body, receivedAt: at });

      it('is read as written down', () => {
        expect(plain(parse())).toEqual(sample.items);
      });

      it('is read the same twice: parsing is pure', () => {
        expect(plain(parse())).toEqual(plain(parse()));
      });

      it('yields items that the inbox understands', () => {
        for (const item of parse()) {
          if (item.type === 'message') expect(MESSAGE_KINDS).toContain(item.kind);
          if (item.type === 'ignored') expect(item.rule).toMatch(new RegExp(`^${manifest.id}\\.[a-z0-9_]+$`));
          if (item.type === 'event') expect(item.event).toMatch(/^[a-z][a-z0-9_]*$/);
          if ('accountId' in item) expect(item.accountId).not.toBe('');
        }
      });

      it('is trusted with the right signature', async () => {
        const kit = await kitOf(manifest.id, folder);
        const credential = kit.credentials[sample.surface];
        const verdict = connector.verify(
          signed(kit, sample.surface, body, at),
          credential ? [credential] : [],
          at,
        );
        expect(verdict).toEqual({ kind: 'trusted', credential: credential?.ref });
      });

      it('S01: is refused without a signature and with any one byte of the body changed', async () => {
        const kit = await kitOf(manifest.id, folder);
        const credential = kit.credentials[sample.surface];
        const credentials = credential ? [credential] : [];
        const delivery = signed(kit, sample.surface, body, at);
        expect(connector.verify({ ...delivery, headers: {} }, credentials, at).kind).toBe('untrusted');
        for (let i = 0; i < body.length; i++) {
          const tampered = Buffer.from(body);
          tampered[i] = (tampered[i] ?? 0) ^ 1;
          // A tampered body that is no event at all may pass as the console's empty probe, which stores nothing.
          expect(connector.verify({ ...delivery, body: tampered }, credentials, at).kind).not.toBe('trusted');
        }
      });

      it('S02: is refused when only other accounts are known', async () => {
        const kit = await kitOf(manifest.id, folder);
        const delivery = signed(kit, sample.surface, body, at);
        expect(connector.verify(delivery, [], at).kind).not.toBe('trusted');
      });
    });
  });
}

/** As JSON would carry it, without undefined fields. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
