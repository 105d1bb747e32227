import { isPublicAddress } from '../../../lambdas/egress/private-addresses.ts';
import { addresses, apiCall, aWorld, closeServers, errorOf, PUBLIC } from './gate-world.ts';

afterEach(closeServers);

/** S09. */
const PRIVATE = [
  ['unspecified', '0.0.0.0', '0.1.2.3', '::', '::0', '0:0:0:0:0:0:0:0'],
  ['loopback', '127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'],
  ['private', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  [
    'metadata and link-local',
    '169.254.169.254',
    '169.254.170.2',
    '169.254.0.1',
    'fe80::1',
    'febf::1',
    'fe80::1%eth0',
  ],
  ['carrier-grade NAT', '100.64.0.1', '100.127.255.255'],
  ['unique local', 'fc00::1', 'fd00:ec2::254', 'fdff::1'],
  ['site-local', 'fec0::1'],
  [
    'multicast, reserved, broadcast',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    'ff02::1',
  ],
  [
    'protocol, benchmarking, documentation',
    '192.0.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.1',
  ],
  ['documentation', '203.0.113.1', '2001:db8::1', '3fff::1'],
  ['relay', '192.88.99.1'],
  [
    'IPv4-mapped',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::FFFF:169.254.169.254',
    '0:0:0:0:0:ffff:a00:1',
    '::ffff:0:0',
  ],
  ['IPv4-compatible', '::127.0.0.1', '::a00:1', '::8.8.8.8'],
  ['translated', '::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8'],
  ['NAT64', '64:ff9b::169.254.169.254', '64:ff9b::a00:1', '64:ff9b:0:0:0:0:7f00:1', '64:ff9b:1::8.8.8.8'],
  ['6to4, Teredo, ORCHID', '2002:7f00:1::1', '2002:808:808::1', '2001:0:1::1', '2001:20::1'],
  ['discard', '100::1'],
  ['no address', '', 'localhost', '127.1', '0x7f000001', '2130706433', '127.0.0.1/8', ' 8.8.8.8', '[::1]'],
] as const;

const OPEN = [
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '169.253.255.255',
  '169.255.0.0',
  '192.167.255.255',
  '223.255.255.255',
  '2606:4700::1111',
  '2404:6800:4003:c00::5e',
  '2001:4860:4860::8888',
  '::ffff:8.8.8.8',
  '64:ff9b::8.8.8.8',
];

describe('private addresses', () => {
  it.each(PRIVATE.flatMap(([name, ...all]) => all.map((address) => [name, address] as const)))(
    '%s: %s is not public',
    (_, address) => {
      expect(isPublicAddress(address)).toBe(false);
    },
  );

  it.each(OPEN)('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['only one', ['169.254.169.254']],
    ['the last of three', [PUBLIC, '2606:4700::1111', '10.0.0.1']],
    ['one in the form of IPv6', [PUBLIC, '::ffff:127.0.0.1']],
  ])('a name is refused when it leads to a private address: %s', async (_, found) => {
    const world = await aWorld({ options: { resolve: async () => addresses(...found) } });
    // Not even tried again.
    const error = await errorOf(world.gate.request(apiCall({ idempotent: true })));
    expect(error).toMatchObject({ code: 'egress_refused', rule: 'private_address', host: 'api.line.me' });
    expect(error.mayHaveArrived).toBe(false);
    expect(world.options).toEqual([]);
    expect(world.waits).toEqual([]);
  });
});
