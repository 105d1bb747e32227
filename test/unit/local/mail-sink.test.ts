import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { emptyMailFolder, mailFolder, startMailSink } from '../../../local/cloud/mail-sink.ts';

/** As MiniStack 1.5.33 answers `GET /_ministack/ses/messages`. */
const mail = (id: string, subject: string, seconds: number) => ({
  MessageId: `${id}@email.amazonses.com`,
  Source: 'KaoJai <no-reply@kaojai.example>',
  To: ['owner@baan-suan.example'],
  CC: [],
  BCC: [],
  Subject: subject,
  BodyText: 'บรรทัดแรก\nsecond line\n',
  BodyHtml: null,
  Timestamp: seconds,
  Type: 'v2.SendEmail',
});

let stateDir: string;
let folder: string;
let sent: ReturnType<typeof mail>[];
let status: number;
let emulator: http.Server;
let awsEndpoint: string;

beforeEach(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), 'kaojai-mail-'));
  folder = mailFolder(stateDir);
  sent = [];
  status = 200;
  emulator = http.createServer((request, response) => {
    const known = request.url === '/_ministack/ses/messages';
    response
      .writeHead(known ? status : 404)
      .end(known && status === 200 ? JSON.stringify({ messages: { '000000000000': sent } }) : 'no');
  });
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
  awsEndpoint = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
});
afterEach(() => {
  emulator.close().closeAllConnections();
  rmSync(stateDir, { recursive: true, force: true });
});

const files = () => readdirSync(folder).sort();

async function untilFiles(count: number): Promise<void> {
  while (files().length < count) await new Promise((resolve) => setImmediate(resolve));
}

describe('the mails of the local cloud', () => {
  it('become a file each, once', async () => {
    const sink = await startMailSink({ awsEndpoint, folder, everyMs: 1 });
    sent.push(mail('a', 'เชื่อมต่อใหม่', 1_795_000_000.25));
    await untilFiles(1);
    sent.push(mail('b', 'Another', 1_795_000_001));
    await untilFiles(2);
    await sink.stop();
    expect(files()).toEqual(['2026-11-18T11-06-40.250Z-1.txt', '2026-11-18T11-06-41.000Z-2.txt']);
    expect(readFileSync(path.join(folder, files()[0] ?? ''), 'utf8')).toBe(
      'To: owner@baan-suan.example\nFrom: KaoJai <no-reply@kaojai.example>\nSubject: เชื่อมต่อใหม่\n\nบรรทัดแรก\nsecond line\n',
    );
  });

  it('are looked for a last time at the stop', async () => {
    const sink = await startMailSink({ awsEndpoint, folder, everyMs: 3_600_000 });
    sent.push(mail('a', 'Late', 1_795_000_000));
    await sink.stop();
    expect(files()).toHaveLength(1);
  });

  it('that an emulator remembers from before are left alone', async () => {
    sent.push(mail('old', 'Old', 1_795_000_000));
    const sink = await startMailSink({ awsEndpoint, folder, everyMs: 3_600_000 });
    await sink.stop();
    expect(files()).toEqual([]);
  });

  it('need no emulator that has them', async () => {
    status = 500;
    const sink = await startMailSink({ awsEndpoint, folder, everyMs: 1 });
    emulator.close().closeAllConnections();
    await sink.stop();
    expect(files()).toEqual([]);
  });

  it('are gone after a reset', () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'old.txt'), 'old');
    emptyMailFolder(stateDir);
    expect(files()).toEqual([]);
  });
});
