import { connectors } from '../../../lambdas/connectors/index.ts';
import { CATEGORIES } from '../../../lambdas/domain/data-inventory/vocabulary.ts';
import { subprocessorPage } from '../../../lambdas/runtime/public-pages/subprocessor-page.ts';
import register from '../../../policy/subprocessors.json' with { type: 'json' };

type Entry = (typeof register.subprocessors)[number];

const { subprocessors, recipients } = register;
const FUNCTIONS = ['hosting', 'storage', 'analytics', 'email', 'security', 'support'];

const withoutFunction = (all: readonly Entry[]) =>
  FUNCTIONS.filter((name) => !all.some((one) => one.function === name));
const unbound = (all: readonly Entry[]) =>
  all.filter(
    ({ agreement, region, dataCategories, reviewDate, confidentiality }) =>
      !agreement ||
      !region ||
      !confidentiality ||
      dataCategories.length === 0 ||
      Number.isNaN(Date.parse(reviewDate)),
  );
const marketing = (all: readonly Entry[]) => all.filter(({ marketingUse }) => marketingUse !== 'forbidden');
const changed = (change: Partial<Entry>) =>
  subprocessors.map((one, i) => (i === 0 ? { ...one, ...change } : one)) as Entry[];

describe('the subprocessor register', () => {
  it('SUB-1: has a provider for each function', () => {
    expect(withoutFunction(subprocessors)).toEqual([]);
  });

  it('SUB-2: says of each what binds it, where it works, on what data, and when it was last looked at', () => {
    expect(unbound(subprocessors)).toEqual([]);
    const known = Object.keys(CATEGORIES);
    for (const { dataCategories } of subprocessors)
      expect(dataCategories.filter((category) => !known.includes(category))).toEqual([]);
  });

  it('SUB-3: forbids each to use platform data for marketing of its own', () => {
    expect(marketing(subprocessors)).toEqual([]);
  });

  it('says of each whether it has to be told of an erasure, and why not', () => {
    for (const { tellOfErasure } of subprocessors)
      expect(tellOfErasure.needed || tellOfErasure.why).toBeTruthy();
  });

  it('lists platforms as recipients, all of them, and as no subprocessor', () => {
    expect(recipients.map(({ platform }) => platform)).toEqual(connectors.map(({ manifest }) => manifest.id));
    const names = subprocessors.map(({ name }) => name.toLowerCase());
    for (const { manifest } of connectors) expect(names).not.toContain(manifest.name.toLowerCase());
  });

  it('together with the platforms stands for every host that is called', () => {
    // The gate calls hosts of manifests only, each under its platform; AWS itself is called by signed calls to its own endpoints.
    const platforms = recipients.map(({ platform }) => platform);
    const called = connectors.flatMap(({ manifest: { id, hosts } }) =>
      [...hosts.api, ...hosts.media].map((host) => ({ id, host })),
    );
    expect(called.filter(({ id }) => !platforms.includes(id))).toEqual([]);
    expect(called.length).toBeGreaterThan(10);
    const hosts = new Set(subprocessors.flatMap((one) => one.hosts));
    expect([...hosts]).toEqual(['*.amazonaws.com']);
    expect(called.filter(({ host }) => hosts.has(host) || host.endsWith('amazonaws.com'))).toEqual([]);
  });

  it('is the page that everybody sees', () => {
    const { body = '' } = subprocessorPage();
    for (const { name } of subprocessors) expect(body).toContain(`${name}: `);
    for (const { name } of recipients) expect(body).toContain(`<li>${name} (`);
  });
});

describe('switched off:', () => {
  it('a function without a provider', () => {
    expect(withoutFunction(changed({ function: 'storage' }))).toEqual(['hosting']);
  });

  it('an agreement that nobody wrote down', () => {
    expect(unbound(changed({ agreement: '' }))).toHaveLength(1);
  });

  it('marketing that is not forbidden', () => {
    expect(marketing(changed({ marketingUse: 'allowed' }))).toHaveLength(1);
  });
});
