import type { Feature } from '../../lambdas/domain/platform.ts';
import { MESSAGE_KINDS } from '../../lambdas/domain/timeline.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import { bodyOf, kitOf, receivedAt, samplesOf, signed } from './samples.ts';

const FEATURES: readonly Feature[] = ['inbox', 'comments', 'orders', 'products', 'profiles'];

/**
 * What holds for every connector. Run once per platform over its own samples.
 * @param among all connectors: an application may be defined by another one
 */
export function connectorContract(connector: Connector, among: readonly Connector[], folder?: string): void {
  const { manifest } = connector;
  const samples = samplesOf(manifest.id, folder);

  describe(`connector ${manifest.id}`, () => {
    it('has samples, and every surface is among them', () => {
      expect(new Set(samples.map(([, sample]) => sample.surface))).toEqual(new Set(manifest.surfaces));
    });

    it('declares every surface in its routes, limits, windows and logins', () => {
      const logins = Object.values(manifest.logins).map(({ surface }) => surface);
      expect(new Set(manifest.routes.map((route) => route.surface))).toEqual(new Set(manifest.surfaces));
      expect(new Set(logins)).toEqual(new Set(manifest.surfaces));
      for (const table of [manifest.outbound, manifest.replyWindow]) {
        expect(new Set(Object.keys(table))).toEqual(new Set(manifest.surfaces));
      }
    });

    it('has the hosts that it sends merchants to exactly if a login has a consent page', () => {
      const consent = Object.values(manifest.logins).some((login) => login.consent);
      expect(manifest.hosts.consent.length > 0).toBe(consent);
    });

    it('identifies its applications by one of their public fields, and keeps the secret apart from them', () => {
      const names = among.flatMap((other) => other.manifest.apps.map(({ name }) => name));
      for (const app of manifest.apps) {
        expect(app.factFields).toContain(app.idField);
        expect(app.factFields).not.toContain(app.secretField);
        expect(names.filter((name) => name === app.name)).toEqual([app.name]);
      }
    });

    describe.each(Object.entries(manifest.logins))('login %s', (_name, login) => {
      it('is a way that merchants can take, by an application that somebody defines', () => {
        const apps = among.flatMap((other) => other.manifest.apps.map(({ name }) => name));
        expect(login.consent || login.credentials).toBe(true);
        if (login.app !== null) expect(apps).toContain(login.app);
        // Whoever consents does so for an application: the operator's, or one whose id was typed.
        if (login.consent && login.app === null) expect(login.ownAppId).toEqual(expect.any(String));
        if (login.app !== null) expect(login.ownAppId).toBeUndefined();
        if (login.pkce) expect(login.consent).toBe(true);
      });

      it('offers the inbox, features that exist, and each permission once', () => {
        expect(Object.keys(login.scopes)).toContain('inbox');
        for (const [feature, scopes] of Object.entries(login.scopes)) {
          expect(FEATURES).toContain(feature);
          expect(new Set(scopes).size).toBe(scopes.length);
        }
      });

      it('has the methods that it needs', async () => {
        const access = await connector.access();
        const always = ['readCredentials', 'subscribe', 'check', 'release'];
        const consent = login.consent ? ['authorizeUrl', 'readReturn', 'exchange'] : [];
        const credentials = login.credentials && !login.consent ? ['identify'] : [];
        const renewal = login.renewal.kind === 'none' ? [] : ['renew'];
        const history = login.historyAfterMs === undefined ? [] : ['history'];
        const needed = [...always, ...consent, ...credentials, ...renewal, ...history];
        const methods = Object.entries(access).filter(([, method]) => typeof method === 'function');
        expect(methods.map(([name]) => name)).toEqual(expect.arrayContaining(needed));
      });
    });

    it('reads the credentials that its kit invents, for one of its logins, and keeps them sealed in words', async () => {
      const kit = await kitOf(manifest.id, folder);
      const { readCredentials } = await connector.access();
      for (const surface of manifest.surfaces) {
        const given = readCredentials(kit.seed(surface, '1').credentials);
        expect(manifest.logins[given.login]?.surface).toBe(surface);
        const secrets = [...Object.values(given.tokens.secrets), given.webhookSecret];
        for (const secret of secrets.filter((one) => one !== undefined))
          expect(JSON.stringify(given)).not.toContain(secret.reveal());
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
