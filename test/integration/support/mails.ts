import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mailFolder } from '../../../local/cloud/mail-sink.ts';
import { state } from './cloud.ts';

/** How many mails the local cloud has sent to somebody. */
export function mailsTo(email: string): number {
  const folder = mailFolder(state);
  const mails = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return mails.filter((name) => readFileSync(path.join(folder, name), 'utf8').startsWith(`To: ${email}\n`))
    .length;
}
