import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { privacyDemo } from '../../local/demo/privacy-demo.ts';
import { tourLogins } from '../../local/tour/logins.ts';
import { endpoints } from './support/cloud.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kaojai-certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** One of each kind: Meta with its callback, verified by a code in the conversation, and a platform that knows people by their threads. */
const KINDS = ['facebook/facebook', 'line/channel', 'shopee/in_house'];
const logins = tourLogins.filter(({ key }) => KINDS.includes(key));

describe('F23, RET-3: a customer is exported and erased, nothing is left anywhere, and it is proven', () => {
  it.each(logins)(
    '$platform',
    async ({ key }) => {
      const lines: string[] = [];
      await privacyDemo(endpoints, { platforms: [key], folder, say: (line) => lines.push(line) });
      const said = lines.join('\n');
      expect(said).toMatch(/ {2}export {4}\d+ bytes/);
      expect(said).toContain('destroy_keys → delete → notify → prove → certify → close');
      expect(said).toMatch(/ {2}scan {6}.*: no trace/);
      expect(said).toContain('proof     Genuine.');
      expect(said).toContain('found 0');
      expect(said).toContain('somebody new, with 1 entry');
      if (key.startsWith('facebook')) expect(said).toContain('page      completed');
    },
    240_000,
  );
});
