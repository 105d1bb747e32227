import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifySender } from '../../../local/cloud/mail-sender.ts';

let emulator: http.Server;
let awsEndpoint: string;
let answer: { status: number; body: string };
let seen: { url?: string; authorization?: string; body: string }[];

beforeEach(async () => {
  answer = { status: 200, body: '{}' };
  seen = [];
  emulator = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { url = '', headers } = request;
    seen.push({ url, authorization: headers.authorization ?? '', body: Buffer.concat(chunks).toString() });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
  awsEndpoint = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
});
afterEach(() => emulator.close().closeAllConnections());

describe('the sender of the local stage', () => {
  it.each(['no-reply@kaojai.example', 'KaoJai <no-reply@kaojai.example>'])(
    'is made known: %s',
    async (sender) => {
      await verifySender(awsEndpoint, 'ap-southeast-1', sender);
      expect(seen).toEqual([
        {
          url: '/v2/email/identities',
          authorization: expect.stringMatching(/Credential=test\/\d{8}\/ap-southeast-1\/ses\//),
          body: '{"EmailIdentity":"no-reply@kaojai.example"}',
        },
      ]);
    },
  );

  it('may be known already', async () => {
    answer = { status: 400, body: '{"__type":"AlreadyExistsException"}' };
    await expect(verifySender(awsEndpoint, 'ap-southeast-1', 'a@b.example')).resolves.toBeUndefined();
  });

  it('is a problem when the emulator refuses it', async () => {
    answer = { status: 501, body: 'not implemented' };
    await expect(verifySender(awsEndpoint, 'ap-southeast-1', 'a@b.example')).rejects.toThrow(
      '501 not implemented',
    );
  });
});
