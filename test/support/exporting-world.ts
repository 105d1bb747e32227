import { unzipSync } from 'fflate';
import { Kms } from '../../lambdas/aws/kms.ts';
import type { AttachmentPlace } from '../../lambdas/domain/attachment.ts';
import { attachmentIdOf } from '../../lambdas/domain/ids.ts';
import type { InboundItem } from '../../lambdas/domain/inbound.ts';
import {
  type PrivacyRequest,
  type PrivacySubject,
  receivedRequest,
} from '../../lambdas/domain/privacy-request.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import { sealStream } from '../../lambdas/domain/sealed-stream.ts';
import type { HeldRecord } from '../../lambdas/ports/personal-data.ts';
import { exportingDeps } from '../../lambdas/runtime/exporter/exporting-clients.ts';
import { exporterHandler } from '../../lambdas/runtime/exporter/handler.ts';
import { DynamoAttachments } from '../../lambdas/store/dynamo-attachments.ts';
import { DynamoInboxStore } from '../../lambdas/store/dynamo-inbox-store.ts';
import { S3FileObjects } from '../../lambdas/store/s3-file-objects.ts';
import { Table } from '../../lambdas/store/table.ts';
import { applyItem } from '../../lambdas/usecases/apply-item.ts';
import type { RunRef, StepResult } from '../../lambdas/usecases/erasing/erasing-deps.ts';
import type { ExportingDeps } from '../../lambdas/usecases/exporting/exporting-deps.ts';
import { type OpenArchiveDeps, openArchive } from '../../lambdas/usecases/exporting/open-archive.ts';
import { sealedFor } from '../../lambdas/usecases/media/find-file.ts';
import { writeNote } from '../../lambdas/usecases/write-note.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { StoredSubjectKeys } from '../../lambdas/vault/stored-subject-keys.ts';
import { ErasingWorld, KEY_LIFE_MS } from './erasing-world.ts';
import { FakeConnections, FakeKeeperJobs, noTurns } from './fakes.ts';

export const OFFICER = { userId: 'u_officer', workspaceId: 'ws_shop', role: 'privacy_officer' } as const;
const BUCKET = 'media-bucket';
const FAR = { signed: 'https://media.example/' };

/** The world of the eraser, with real files in it, and the steps that export and correct. All names and ids are invented. */
export class ExportingWorld extends ErasingWorld {
  exporting: ExportingDeps = this.boot();
  readonly objects = new S3FileObjects(this.aws.caller, BUCKET);
  /** Copies that are to be taken away. */
  readonly forgotten: string[] = [];

  /** A new process, with nothing in memory. */
  boot(change: Partial<ExportingDeps> = {}): ExportingDeps {
    const keys = new StoredSubjectKeys(
      new Table(this.aws.dynamo, 'SubjectKeys'),
      new Kms(this.aws.caller),
      'subject-key',
      this.clock,
      KEY_LIFE_MS,
    );
    const deps = exportingDeps(
      { dynamo: this.aws.dynamo, aws: this.aws.caller, keys },
      {
        inboxTable: 'Inbox',
        connectionsTable: 'Connections',
        ledgerTable: 'Ledger',
        mediaBucket: BUCKET,
        clock: this.clock,
        meter: this.meter,
        newId: () => `export_event_${this.aws.table('Ledger').size}`,
      },
    );
    this.exporting = { ...deps, turns: noTurns, ...change };
    return this.exporting;
  }

  /** Anything that a platform delivers. */
  async apply(item: Exclude<InboundItem, { type: 'ignored' | 'unreadable' }>): Promise<void> {
    await applyItem(this.#inbox(), this.connection, item, this.clock.now());
  }

  async note(conversationId: string, text: string): Promise<void> {
    const session = { userId: 'u_agent', workspaceId: 'ws_shop', role: 'agent' } as const;
    await writeNote(this.#inbox(), session, conversationId, text);
  }

  /** A message with a file that is kept, as the media worker leaves it. */
  async receiveFile(customer: string, bytes: Buffer, more: Parameters<ErasingWorld['receive']>[2] = {}) {
    const attachments = [{ kind: 'image', name: 'receipt.jpg' }] as const;
    const received = await this.receive(customer, 'a picture', { kind: 'image', attachments, ...more });
    const { conversationId, subjectId } = received;
    const ref = { workspaceId: 'ws_shop', conversationId };
    const timeline = await new DynamoInboxStore(this.inbox).timeline(ref, { limit: 1_000 });
    const entryId =
      timeline
        .map((entry) => entry.entryId)
        .sort()
        .at(-1) ?? '';
    await this.#keep({ conversationId, entryId, index: 0 }, subjectId, bytes);
    return { ...received, entryId };
  }

  async #keep(at: AttachmentPlace, subjectId: string, bytes: Buffer): Promise<void> {
    const keys = this.keys();
    const { idSecret } = await keys.workspace('ws_shop');
    const id = attachmentIdOf(idSecret, at.conversationId, at.entryId, at.index);
    const place = { workspaceId: 'ws_shop', ...at };
    const key = await keys.keyFor('ws_shop', subjectId);
    const write = (kind: 'kept' | 'thumbnail', what: 'file' | 'thumbnail', plain: Buffer) =>
      this.objects.write(
        { kind, ...place, id },
        sealStream(key, sealedFor(place, subjectId, what), once(plain)),
      );
    await write('kept', 'file', bytes);
    await write('thumbnail', 'thumbnail', Buffer.from('small'));
    const attachments = new DynamoAttachments(this.inbox, this.clock);
    const record = {
      ...at,
      rev: 0,
      attachmentId: id,
      state: 'stored',
      tries: 1,
      mimeType: 'image/jpeg',
    } as const;
    await attachments.saveRecord(place, { ...record, size: bytes.length, thumbnail: { size: 5 } }, null);
    await attachments.point('ws_shop', id, at);
  }

  /** A verified request of another kind than erasure. */
  async askFor(
    type: 'access' | 'correct',
    subject: PrivacySubject,
    more: Partial<PrivacyRequest> = {},
  ): Promise<RunRef> {
    const at = this.clock.now();
    const id = more.id ?? `${type}_1`;
    const asked = {
      workspaceId: 'ws_shop',
      id,
      type,
      subject,
      source: 'member',
      receivedAt: at,
      ...more,
    } as const;
    const request: PrivacyRequest = { ...receivedRequest(asked), state: 'verified', verifiedAt: at };
    await this.deps.requests.add(request);
    return { workspaceId: 'ws_shop', requestId: id };
  }

  /** Does one step of the exporter to its end, as the workflow would. */
  async exportStep(step: string, ref: RunRef): Promise<StepResult> {
    const handler = exporterHandler(this.exporting);
    let result: StepResult = await handler({ step, ...ref });
    while (result.next === 'again') result = await handler({ step, ...ref, cursor: result.cursor });
    return result;
  }

  async export(ref: RunRef): Promise<void> {
    for (const step of ['gather', 'pack', 'ready']) await this.exportStep(step, ref);
  }

  async requestOf({ workspaceId, requestId }: RunRef): Promise<PrivacyRequest> {
    const request = await this.deps.requests.request(workspaceId, requestId);
    if (!request) throw new Error('the request is gone');
    return request;
  }

  /** What whoever has the link gets: the files of all parts in one folder. */
  async fetch({ requestId }: RunRef): Promise<Readonly<Record<string, Buffer>>> {
    const files: Record<string, Buffer> = {};
    for (let part = 1, parts = 1; part <= parts; part++) {
      const opened = await openArchive(this.opening(), OFFICER, requestId, part);
      parts = opened.parts;
      const zip = this.aws.objects.get(`/${BUCKET}/${opened.url.slice(FAR.signed.length)}`);
      if (!zip) throw new Error('the link leads nowhere');
      for (const [name, bytes] of Object.entries(unzipSync(zip))) files[name] = Buffer.from(bytes);
    }
    return files;
  }

  opening(): OpenArchiveDeps {
    return {
      requests: this.deps.requests,
      keys: this.keys(),
      objects: this.objects,
      links: {
        toRead: (file, lifeMs) => ({
          url: `${FAR.signed}views/ws_shop/${'id' in file ? file.id : ''}`,
          expiresAt: this.clock.now() + lifeMs,
        }),
        toWrite: () => {
          throw new Error('nothing is uploaded here');
        },
      },
      media: {
        ask: async (jobs) => {
          for (const job of jobs) if (job.kind === 'forget') this.forgotten.push(job.viewId);
        },
      },
      audit: this.deps.audit,
      clock: this.clock,
      random: { fraction: () => 0, bytes: (count) => Buffer.alloc(count, this.forgotten.length) },
    };
  }

  /** Everything that an erasure of it would delete. */
  async held(ref: RunRef): Promise<readonly HeldRecord[]> {
    const { scope } = await this.requestOf(ref);
    if (!scope) throw new Error('the request has not begun');
    const records: HeldRecord[] = [];
    for (const data of this.deps.data)
      for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
        const page = await data.find(scope, cursor, 50);
        records.push(...page.records);
        cursor = page.cursor;
      }
    return records;
  }

  #inbox() {
    const keys = this.keys();
    return {
      store: new DynamoInboxStore(this.inbox),
      keys,
      sealer: new ContentSealer(keys).for(Purpose.inbox),
      clock: this.clock,
      turns: noTurns,
      connections: new FakeConnections([this.connection]),
      keeper: new FakeKeeperJobs(),
      meter: this.meter,
    };
  }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
