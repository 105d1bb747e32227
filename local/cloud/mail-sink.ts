import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWhole } from '../write-whole.ts';

export interface MailSinkOptions {
  readonly awsEndpoint: string;
  readonly folder: string;
  /** How often to look for new mail. */
  readonly everyMs?: number;
}

export interface MailSink {
  /** Looks a last time. */
  stop(): Promise<void>;
}

/** Where the local cloud's mails lie, a file each. */
export function mailFolder(stateDir: string): string {
  return path.join(stateDir, 'mail');
}

/** Takes away what earlier starts sent. */
export function emptyMailFolder(stateDir: string): void {
  const folder = mailFolder(stateDir);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
}

/**
 * Writes every mail that the product sends from now on to a file `{time}-{n}.txt`: To, From, Subject, an empty line, the text. MiniStack delivers
 * nothing; it keeps the mails of one run in its memory.
 */
export async function startMailSink(options: MailSinkOptions): Promise<MailSink> {
  const { awsEndpoint, folder, everyMs = 1_000 } = options;
  mkdirSync(folder, { recursive: true });
  // An emulator that ran before remembers older ones.
  const known = new Set((await sentMails(awsEndpoint)).map(({ MessageId }) => MessageId));
  let written = 0;
  const collect = async () => {
    for (const mail of await sentMails(awsEndpoint)) {
      if (known.has(mail.MessageId)) continue;
      known.add(mail.MessageId);
      writeWhole(path.join(folder, fileName(mail, ++written)), textOf(mail));
    }
  };
  const ending = new AbortController();
  const ended = repeat(collect, everyMs, ending.signal);
  return {
    stop: () => {
      ending.abort();
      return ended;
    },
  };
}

/** Also once after the signal. */
async function repeat(work: () => Promise<void>, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(everyMs, undefined, { signal }).catch(() => {});
    await work();
  }
}

/** As MiniStack shows it. */
interface SentMail {
  readonly MessageId: string;
  readonly Source: string;
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
  /** Unix seconds, with a fraction. */
  readonly Timestamp: number;
}

/** Oldest first. None from an emulator that does not answer, or that is not MiniStack. */
async function sentMails(awsEndpoint: string): Promise<SentMail[]> {
  try {
    const response = await fetch(`${awsEndpoint}/_ministack/ses/messages`);
    const { messages } = (await response.json()) as { messages: Record<string, SentMail[]> };
    return Object.values(messages).flat();
  } catch {
    return [];
  }
}

/** A time that file systems take: without colons. */
function fileName({ Timestamp }: SentMail, n: number): string {
  return `${new Date(Timestamp * 1000).toISOString().replaceAll(':', '-')}-${n}.txt`;
}

function textOf({ To, Source, Subject, BodyText }: SentMail): string {
  return `To: ${To.join(', ')}\nFrom: ${Source}\nSubject: ${Subject}\n\n${BodyText.trimEnd()}\n`;
}
