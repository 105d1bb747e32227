import { connectors } from '../../../lambdas/connectors/index.ts';
import { checkUrl, matchesHost } from '../../../lambdas/egress/host-list.ts';
import { apiCall, aWorld, closeServers, errorOf, mediaCall } from './gate-world.ts';

afterEach(closeServers);

describe('host list', () => {
  it.each([
    ['api.line.me', 'api.line.me', true],
    ['api.line.me', 'x.api.line.me', false],
    ['api.line.me', 'api.line.me.evil.example', false],
    ['*.line.me', 'a.line.me', true],
    ['*.line.me', 'a.b.line.me', true],
    ['*.line.me', 'line.me', false],
    ['*.line.me', '.line.me', false],
    ['*.line.me', 'evilline.me', false],
    ['*.line.me', 'a.line.me.evil.example', false],
  ])('%s stands for %s: %s', (pattern, host, expected) => {
    expect(matchesHost(pattern, host)).toBe(expected);
  });

  it.each([
    ['http://api.line.me/', 'https_only', 'api.line.me'],
    ['ftp://api.line.me/', 'https_only', 'api.line.me'],
    ['file:///etc/passwd', 'https_only', '?'],
    ['data:text/plain,x', 'https_only', '?'],
    ['not an address', 'unreadable_url', '?'],
    ['//api.line.me/', 'unreadable_url', '?'],
    ['https://', 'unreadable_url', '?'],
    ['https://user:word@api.line.me/', 'no_user_info', 'api.line.me'],
    ['https://api.line.me@evil.example/', 'no_user_info', 'evil.example'],
    ['https://api.line.me:8443/', 'port_443_only', 'api.line.me'],
    ['https://api.line.me:80/', 'port_443_only', 'api.line.me'],
    ['https://169.254.169.254/latest/meta-data', 'no_ip_literal', '169.254.169.254'],
    ['https://0x7f.1/', 'no_ip_literal', '127.0.0.1'],
    ['https://2130706433/', 'no_ip_literal', '127.0.0.1'],
    ['https://[::1]/', 'no_ip_literal', '[::1]'],
    ['https://[::ffff:169.254.169.254]/', 'no_ip_literal', '[::ffff:a9fe:a9fe]'],
    ['https://8.8.8.8/', 'no_ip_literal', '8.8.8.8'],
    ['https://evil.example/', 'host_not_listed', 'evil.example'],
    ['https://api.line.me./', 'host_not_listed', 'api.line.me.'],
    ['https://api.line.me\\@evil.example/', undefined, 'api.line.me'],
    ['https://evil.example\\@api.line.me/', 'host_not_listed', 'evil.example'],
    ['https://evil.example#api.line.me', 'host_not_listed', 'evil.example'],
    ['https://evil.example?api.line.me', 'host_not_listed', 'evil.example'],
    ['https://API.LINE.ME:443/', undefined, 'api.line.me'],
    ['https://api%2eline.me/', undefined, 'api.line.me'],
    ['https://api。line。me/', undefined, 'api.line.me'],
    // A Cyrillic letter.
    ['https://api.lіne.me/', 'host_not_listed', 'api.xn--lne-2lc.me'],
  ])('%s: %s', (url, rule, host) => {
    const checked = checkUrl(url, ['api.line.me', '8.8.8.8', '[::1]', '127.0.0.1', '169.254.169.254']);
    if (rule === undefined) expect(checked).toMatchObject({ url: { hostname: host } });
    else
      expect(checked).toEqual({ broken: rule, host: rule === 'host_not_listed' ? expect.any(String) : host });
    if (checked.broken === 'host_not_listed' && !host.startsWith('api.xn--')) expect(checked.host).toBe(host);
  });

  it.each([
    ['another platform', apiCall({ url: 'https://partner.shopeemobile.com/' }), 'host_not_listed'],
    ['the other purpose', apiCall({ url: 'https://api-data.line.me/' }), 'host_not_listed'],
    ['and back', mediaCall({ url: 'https://api.line.me/' }), 'host_not_listed'],
    ['a platform that is none', apiCall({ platform: 'constructor' }), 'unknown_platform'],
  ])('refuses hosts of %s without asking for its address', async (_, call, rule) => {
    const world = await aWorld();
    expect(await errorOf(world.gate.request(call))).toMatchObject({
      code: 'egress_refused',
      remedy: 'refuse',
      rule,
      mayHaveArrived: false,
    });
    expect(await errorOf(world.gate.download(call))).toMatchObject({ code: 'egress_refused', rule });
    expect(world.resolved).toEqual([]);
    expect(world.seen).toEqual([]);
  });

  it('names platform, host and rule', async () => {
    const { gate } = await aWorld();
    const error = await errorOf(gate.request(apiCall({ url: 'https://evil.example/path' })));
    expect(error.message).toBe('call of line to evil.example: refused, rule host_not_listed');
  });

  it('cuts a host that is longer than a name can be', () => {
    const checked = checkUrl(`https://${'a.'.repeat(5_000)}example/`, []);
    expect(checked.broken === undefined ? '' : checked.host).toHaveLength(253);
  });

  it('every connector lists names that can be called', () => {
    const listed = connectors.flatMap(({ manifest }) => [...manifest.hosts.api, ...manifest.hosts.media]);
    expect(listed.length).toBeGreaterThan(12);
    expect(
      listed.filter((entry) => checkUrl(`https://${entry.replace('*.', 'a.b.')}/x`, [entry]).broken),
    ).toEqual([]);
    // An entry for a whole top-level domain is a slip.
    expect(listed.filter((entry) => entry.replace('*.', '').split('.').length < 2)).toEqual([]);
  });
});
