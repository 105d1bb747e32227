import type { RequestListener } from 'node:http';
import type { EgressCall } from '../../../../lambdas/ports/egress.ts';
import { MediaWorld, PNG } from '../../../support/media-world.ts';
import { addresses, aWorld, closeServers, PUBLIC } from '../../egress/gate-world.ts';

afterEach(closeServers);

const START = 'https://cdn.line.me/picture.png';

/** A picture at this address, fetched through the real gate. */
async function fetched(url: string, answer: RequestListener, resolve = async () => addresses(PUBLIC)) {
  const { gate, seen, dialled } = await aWorld({ answer, options: { resolve } });
  const world = new MediaWorld();
  // The gate of this test knows the hosts of LINE; the files are those of the fake platform.
  const download = (call: EgressCall) => gate.download({ ...call, platform: 'line', idempotent: false });
  world.gate = { request: (call) => gate.request(call), download };
  const job = await world.message([{ kind: 'image', url }]);
  await world.do(job);
  return { world, seen, dialled, record: await world.record(job) };
}

const picture: RequestListener = (_, response) => response.end(PNG);
const redirect =
  (location: string): RequestListener =>
  (request, response) =>
    request.url === '/picture.png' ? response.writeHead(302, { location }).end() : response.end(PNG);

describe('S09: files are fetched through the gate', () => {
  it('from the platform’s media hosts, over redirects among them', async () => {
    expect((await fetched(START, picture)).record).toMatchObject({ state: 'stored', size: PNG.length });
    const moved = await fetched(START, redirect('https://cdn2.line.me/x.png'));
    expect(moved.record).toMatchObject({ state: 'stored' });
    expect(moved.seen.map(({ headers }) => headers.host)).toEqual(['cdn.line.me', 'cdn2.line.me']);
  });

  it.each([
    ['https://evil.example/x.png', 'refused_host_not_listed'],
    ['https://cdn.line.me.evil.example/x.png', 'refused_host_not_listed'],
    ['http://cdn.line.me/x.png', 'refused_https_only'],
    ['https://169.254.169.254/latest/meta-data', 'refused_no_ip_literal'],
    ['https://[::ffff:169.254.169.254]/x', 'refused_no_ip_literal'],
    ['https://user:word@cdn.line.me/x.png', 'refused_no_user_info'],
    ['https://cdn.line.me:8443/x.png', 'refused_port_443_only'],
    ['file:///etc/passwd', 'refused_https_only'],
    ['not an address', 'refused_unreadable_url'],
  ])('%s is not called, nor is what redirects to it', async (url, reason) => {
    const direct = await fetched(url, picture);
    expect(direct.record).toMatchObject({ state: 'failed', reason });
    expect(direct.seen).toEqual([]);
    if (url === 'not an address') return;
    const chained = await fetched(START, redirect(url));
    expect(chained.record).toMatchObject({ state: 'failed', reason });
    expect(chained.seen).toHaveLength(1);
    expect(chained.world.aws.objects.size).toBe(0);
  });

  it.each(['10.0.0.1', '127.0.0.1', '169.254.169.254', 'fd00::1', '::ffff:10.0.0.1'])(
    'a listed name that leads to %s is not called',
    async (address) => {
      const { record, seen } = await fetched(START, picture, async () => addresses(address));
      expect(record).toMatchObject({ state: 'failed', reason: 'refused_private_address' });
      expect(seen).toEqual([]);
    },
  );

  it('what is longer than 25 MB is not kept, whether it says so or not', async () => {
    const told = await fetched(START, (_, response) => {
      response.writeHead(200, { 'content-length': String(26 * 1_048_576) });
      response.end(PNG);
    });
    expect(told.record).toMatchObject({ state: 'failed', reason: 'too_large' });
    const untold = await fetched(START, (_, response) => {
      response.write(PNG);
      for (let i = 0; i < 26; i++) response.write(Buffer.alloc(1_048_576));
      response.end();
    });
    expect(untold.record).toMatchObject({ state: 'failed', reason: 'too_large' });
    expect([untold.world.aws.objects.size, untold.world.aws.s3.unfinished]).toEqual([0, 0]);
  });

  it('a type that the host claims does not count', async () => {
    const { record } = await fetched(START, (_, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.end('<html><script>alert(1)</script>');
    });
    expect(record).toMatchObject({ state: 'failed', reason: 'wrong_type' });
  });
});
