import {
  facebookGraph,
  graphCall,
  instagramGraph,
} from '../../../../lambdas/connectors/shared/meta/graph/graph.ts';
import { appsecretProof } from '../../../../lambdas/connectors/shared/meta/graph/proof.ts';
import { Misconfigured } from '../../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import { fakeCalls } from './fake-calls.ts';

const SECRET = new SecretText('0f1e2d3c4b5a69788796a5b4c3d2e1f0');
const PAGE = 'EAAGtestPageToken0001ZBxyz';
const USER = 'EAAGtestUserToken0002ZAabc';
const app = { id: '990011223344556', secret: SECRET, facts: {} };

describe('appsecret_proof: the published vectors', () => {
  it.each([
    [PAGE, undefined, '004d5ec0f1d4525515338320cb1d00ada9097d0b3f3f9dc66671e823397cdae7'],
    [USER, undefined, '26cebf200a3e52fc628c6d38c1642eabd49b2a44bc788374a323ce2034b4227f'],
    [USER, 1791162764, '7ea52d509d1cfb8e14ab3e52ba84bae931a3279c8633ce30127b20a5034485ad'],
  ])('%s at %s', (token, time, proof) => {
    expect(appsecretProof(SECRET, new SecretText(token), time)).toBe(proof);
  });

  it('is of the very token, and of the secret as text', () => {
    const page = appsecretProof(SECRET, new SecretText(PAGE));
    expect(appsecretProof(SECRET, new SecretText(USER))).not.toBe(page);
    const decoded = Buffer.from(SECRET.reveal(), 'hex').toString('latin1');
    expect(appsecretProof(new SecretText(decoded), new SecretText(PAGE))).not.toBe(page);
  });
});

describe('a call', () => {
  const call = { path: '/me/x', token: new SecretText(PAGE), query: { fields: 'id,name' } };

  it('carries the proof in the address, the token in a header only, and the version', async () => {
    const calls = fakeCalls({ '/me/x': {} });
    await graphCall(facebookGraph('facebook', calls, app), call);
    const [made] = calls.made;
    const url = new URL(made?.url ?? '');
    expect(url.pathname).toBe('/v25.0/me/x');
    expect(url.searchParams.get('appsecret_proof')).toBe(appsecretProof(SECRET, call.token));
    expect(url.searchParams.get('fields')).toBe('id,name');
    expect(made?.headers?.authorization).toBe(`Bearer ${PAGE}`);
    expect(made?.url).not.toContain(PAGE);
  });

  it('has no proof on graph.instagram.com, and none without a token', async () => {
    const calls = fakeCalls({ '/me/x': {} });
    await graphCall(instagramGraph('instagram', calls, app), call);
    await graphCall(facebookGraph('facebook', calls, app), { ...call, token: null });
    expect(calls.made.map(({ url }) => url).join()).not.toContain('appsecret_proof');
  });

  it('is not made without an application', () => {
    expect(() => facebookGraph('facebook', fakeCalls({}), null)).toThrow(Misconfigured);
    expect(() => instagramGraph('instagram', fakeCalls({}), null)).toThrow(Misconfigured);
  });
});
