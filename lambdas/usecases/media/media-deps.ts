import type { AttachmentStore, FileObjects } from '../../ports/attachments.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { Egress } from '../../ports/egress.ts';
import type { FileScanner } from '../../ports/file-scanner.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { MediaJobs } from '../../ports/media-jobs.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import type { ThumbnailJobs } from '../../ports/thumbnail-jobs.ts';
import type { Turns } from '../../ports/turns.ts';
import type { CallingDeps } from '../connecting/connecting-deps.ts';

/** What the use cases need that keep customers' files, and ask who the customers are. */
export interface MediaDeps extends CallingDeps {
  readonly store: Pick<InboxStore, 'entry' | 'head' | 'saveHead'>;
  readonly list: Pick<ConnectionList, 'connection'>;
  readonly attachments: AttachmentStore;
  readonly objects: FileObjects;
  readonly scanner: FileScanner;
  readonly keys: SubjectKeys;
  readonly sealer: Sealer;
  readonly egress: Egress;
  readonly media: MediaJobs;
  readonly thumbnails: ThumbnailJobs;
  readonly meter: Meter;
  readonly turns: Turns;
}
