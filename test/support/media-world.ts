import { randomBytes } from 'node:crypto';
import { Presigner } from '../../lambdas/aws/presign.ts';
import { newHead } from '../../lambdas/domain/conversation.ts';
import { entryIdOf } from '../../lambdas/domain/ids.ts';
import type { InboundAttachment } from '../../lambdas/domain/inbound.ts';
import type { Session } from '../../lambdas/domain/member.ts';
import type { MessageContent } from '../../lambdas/domain/message-content.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { MessageKind } from '../../lambdas/domain/timeline.ts';
import type { LoginFacts } from '../../lambdas/ports/account-access.ts';
import type { AccountMessaging, MediaSource } from '../../lambdas/ports/account-messaging.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import type { Egress, EgressCall, EgressStream } from '../../lambdas/ports/egress.ts';
import type { FileScanner } from '../../lambdas/ports/file-scanner.ts';
import type { FetchJob, MediaJob, MediaJobs } from '../../lambdas/ports/media-jobs.ts';
import type { PictureCodec } from '../../lambdas/ports/picture-codec.ts';
import type { ThumbnailJob } from '../../lambdas/ports/thumbnail-jobs.ts';
import { noScanner } from '../../lambdas/runtime/media/no-scanner.ts';
import { DynamoAttachments } from '../../lambdas/store/dynamo-attachments.ts';
import { S3FileLinks } from '../../lambdas/store/s3-file-links.ts';
import { S3FileObjects } from '../../lambdas/store/s3-file-objects.ts';
import { Table } from '../../lambdas/store/table.ts';
import { doMediaJob } from '../../lambdas/usecases/media/do-media-job.ts';
import type { ThumbnailDeps } from '../../lambdas/usecases/media/make-thumbnail.ts';
import type { MediaDeps } from '../../lambdas/usecases/media/media-deps.ts';
import type { OpenAttachmentDeps } from '../../lambdas/usecases/media/open-attachment.ts';
import { patchMessage } from '../../lambdas/usecases/patch-message.ts';
import { place } from '../../lambdas/usecases/places.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { FakeAws } from './fake-aws.ts';
import { fakeConnector } from './fake-connector.ts';
import { aConnection, FakeMeter, FakeSubjectKeys, noTurns, VirtualClock } from './fakes.ts';
import { MemoryInboxStore } from './memory-inbox-store.ts';

export const NOON = Date.parse('2026-09-21T12:00:00.000Z');
export const BUCKET = 'media-bucket';
export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an invented secret key' };
export const session: Session = { userId: 'u_nok', workspaceId: 'ws_sample', role: 'agent' };
export const IDENTITY = {
  workspaceId: 'ws_sample',
  conversationId: 'conversation_1',
  connectionId: 'c_sample',
  platform: 'parrot',
  surface: 'main',
  accountId: 'shop_1',
  threadKind: 'direct',
  subjectId: 'subject_1',
} as const;
export const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200, 7)]);

const LOGIN: LoginFacts = {
  surface: 'main',
  consent: false,
  credentials: true,
  app: null,
  pkce: false,
  scopes: {},
  renewal: { kind: 'none' },
};

/** What the platform's hosts answer. */
export interface Answer {
  readonly status?: number;
  readonly chunks?: readonly Buffer[] | AsyncIterable<Buffer>;
  readonly error?: Error;
  readonly retryAfterMs?: number;
}

/** Jobs in memory, with their delays. */
export class QueuedJobs implements MediaJobs {
  readonly asked: { readonly job: MediaJob; readonly delayMs: number }[] = [];

  async ask(jobs: readonly MediaJob[], delayMs = 0): Promise<void> {
    this.asked.push(...jobs.map((job) => ({ job, delayMs })));
  }

  take(): MediaJob[] {
    return this.asked.splice(0).map(({ job }) => job);
  }
}

/** Files being kept: the real stores over AWS in memory, and a platform whose answers a test says. */
export class MediaWorld {
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);
  readonly keys = new FakeSubjectKeys();
  readonly store = new MemoryInboxStore();
  readonly jobs = new QueuedJobs();
  readonly meter = new FakeMeter();
  /** Who looks at files; nobody, unless a test says so. */
  scanner: FileScanner = noScanner;
  /** What the thumbnail maker was asked for. */
  readonly thumbnails: ThumbnailJob[] = [];
  /** Calls that left, and how many of their streams were closed. */
  readonly calls: EgressCall[] = [];
  closed = 0;
  answer: Answer = { chunks: [PNG] };
  /** Instead of `answer`. */
  gate: Egress | null = null;
  /** What the connector says about where a file is; null = it has no such call. */
  source: (() => Promise<MediaSource>) | null = null;
  /** What the connector says about somebody; null = it has no such call. */
  profile: AccountMessaging['profile'] | null = null;
  media: Readonly<Record<string, 'copy' | 'link'>> = {
    image: 'copy',
    video: 'copy',
    audio: 'copy',
    file: 'copy',
    share: 'link',
    sticker: 'link',
  };
  connection: Connection | null = aConnection({ platform: 'parrot' });

  get deps(): MediaDeps {
    return {
      ...this.shared(),
      connectors: [this.#connector()],
      list: { connection: async () => this.connection },
      egress: this.gate ?? ({ download: (call: EgressCall) => this.#download(call) } as Egress),
      meter: this.meter,
      thumbnails: { ask: async (jobs: readonly ThumbnailJob[]) => void this.thumbnails.push(...jobs) },
      turns: noTurns,
      // For files that the connector asks for: what `openAccount` reads.
      connections: { sealedFacts: async () => new Uint8Array() },
      authorizations: { authorization: async () => ({ tokens: {} }) },
      vault: { openTokens: async () => ({ secrets: {} }), openFacts: async () => ({}) },
      credentials: { candidates: async () => [] },
      callsFor: () => ({}),
    } as unknown as MediaDeps;
  }

  /** For making thumbnails of what was kept. */
  making(codec: PictureCodec): ThumbnailDeps {
    return { ...this.shared(), meter: this.meter, codec };
  }

  get showing(): OpenAttachmentDeps {
    const presigner = new Presigner({ region: 'ap-southeast-1', credentials: CREDENTIALS });
    const random = { bytes: randomBytes, fraction: Math.random };
    return { ...this.shared(), links: new S3FileLinks(presigner, BUCKET, this.clock), random };
  }

  shared() {
    const inbox = new Table(this.aws.dynamo, 'Inbox');
    return {
      store: this.store,
      keys: this.keys,
      sealer: new ContentSealer(this.keys).for(Purpose.inbox),
      clock: this.clock,
      attachments: new DynamoAttachments(inbox, this.clock),
      objects: new S3FileObjects(this.aws.caller, BUCKET),
      media: this.jobs,
      scanner: this.scanner,
    };
  }

  /** A stored message with these files; answers the job for the first one. */
  async message(
    attachments: readonly InboundAttachment[],
    more: { direction?: 'inbound' | 'outbound'; kind?: MessageKind; id?: string } = {},
  ): Promise<FetchJob> {
    const { direction = 'inbound', kind = 'image', id = 'm1' } = more;
    const { workspaceId, conversationId, subjectId } = IDENTITY;
    if ((await this.store.head(IDENTITY)) === null)
      await this.store.saveHead({ ...newHead(IDENTITY), activityAt: NOON }, null);
    const entryId = entryIdOf(NOON, id);
    const content: MessageContent = {
      platformMessageId: id,
      text: null,
      attachments,
      data: {},
      authorType: direction === 'inbound' ? 'customer' : 'agent',
    };
    await this.store.insertEntry(IDENTITY, {
      type: 'message',
      entryId,
      rev: 0,
      direction,
      kind,
      state: direction === 'inbound' ? 'received' : 'sent',
      receivedAt: NOON,
      sealed: await this.shared().sealer.seal(place.entry(IDENTITY, entryId), subjectId, content),
    });
    return { kind: 'fetch', workspaceId, conversationId, entryId, index: 0 };
  }

  /** The customer takes the message back. */
  async takeBack(id = 'm1'): Promise<void> {
    await patchMessage(
      { ...this.shared(), turns: noTurns },
      {
        identity: IDENTITY,
        token: id,
        subjectId: IDENTITY.subjectId,
        patch: { deletedAt: NOON + 1 },
        admission: {
          where: { identity: IDENTITY, subjectId: IDENTITY.subjectId },
          moment: NOON + 1,
          head: await this.store.head(IDENTITY),
        },
      },
    );
  }

  async do(job: MediaJob): Promise<void> {
    await doMediaJob(this.deps, job);
  }

  /** Does jobs, and what they ask for, until nothing is left or this many were done. */
  async doAll(first: readonly MediaJob[], most = 100): Promise<void> {
    const waiting = [...first];
    for (let done = 0; waiting.length > 0 && done < most; done++) {
      await this.do(waiting.shift() as MediaJob);
      waiting.push(...this.jobs.take());
    }
  }

  async record(job: FetchJob) {
    return this.shared().attachments.record(job, job.entryId, job.index);
  }

  #connector(): Connector {
    const base = fakeConnector('parrot');
    const { source, profile } = this;
    return {
      ...base,
      manifest: { ...base.manifest, media: this.media, logins: { channel: LOGIN } },
      messaging: async () => ({
        send: async () => [],
        ...(source ? { source: () => source() } : {}),
        ...(profile ? { profile } : {}),
      }),
    };
  }

  async #download(call: EgressCall): Promise<EgressStream> {
    this.calls.push(call);
    const { status = 200, chunks = [], error, retryAfterMs } = this.answer;
    if (error) throw error;
    const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
    return { status, headers: {}, ...wait, chunks: streamOf(chunks), close: () => this.closed++ };
  }
}

/** Chunks as a stream. */
export async function* streamOf(
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void> {
  yield* chunks;
}

/** A stream in one piece. */
export async function wholeOf(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
