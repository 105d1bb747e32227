import type { AttachmentStore, FileObjects } from '../../ports/attachments.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { Egress } from '../../ports/egress.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { MediaJobs } from '../../ports/media-jobs.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import type { CallingDeps } from '../connecting/connecting-deps.ts';

/** What the use cases need that keep customers' files. */
export interface MediaDeps extends CallingDeps {
  readonly store: Pick<InboxStore, 'entry' | 'head'>;
  readonly list: Pick<ConnectionList, 'connection'>;
  readonly attachments: AttachmentStore;
  readonly objects: FileObjects;
  readonly keys: SubjectKeys;
  readonly sealer: Sealer;
  readonly egress: Egress;
  readonly media: MediaJobs;
  readonly meter: Meter;
}
