import type { Millis } from '../../domain/platform.ts';
import type { FileObjects } from '../../ports/attachments.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { StoredRecords, Zip } from '../../ports/exports.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { Meter } from '../../ports/meter.ts';
import type { PersonalData } from '../../ports/personal-data.ts';
import type { PrivacyRequests } from '../../ports/privacy-requests.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import type { Turns } from '../../ports/turns.ts';
import type { StepResult } from '../erasing/erasing-deps.ts';

/** What the steps of an export and of a correction need. */
export interface ExportingDeps {
  readonly requests: PrivacyRequests;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly turns: Turns;
  readonly store: InboxStore;
  readonly keys: SubjectKeys;
  /** Opens for privacy requests. */
  readonly sealer: Sealer;
  readonly connections: Pick<ConnectionList, 'connection' | 'connections'>;
  /** The same that an erasure empties: rows, in the order in which they are shown. */
  readonly rows: readonly PersonalData[];
  /** And files. */
  readonly files: PersonalData;
  readonly records: StoredRecords;
  readonly objects: FileObjects;
  readonly zip: Zip;
  readonly limits: PartLimits;
}

/** When a part of an archive is full. Each is made by one call of the function, which has a quarter of an hour. */
export interface PartLimits {
  /** Rows; counted in pages. */
  readonly records: number;
  /** Bytes of files before they are packed; the last file of a part may go beyond. */
  readonly fileBytes: number;
}

/**
 * Some two minutes of reading, and what a link can be made for within an API call: whoever fetches a part has it opened while they wait.
 * docs/privacy/export.md has the figures.
 */
export const PART_LIMITS: PartLimits = { records: 50_000, fileBytes: 64 * 1_024 * 1_024 };

/** How long an archive can be had. */
export const ARCHIVE_DAYS = 7;
export const ARCHIVE_LIFE_MS: Millis = ARCHIVE_DAYS * 86_400_000;

/** Something changed under the export: it is made anew. */
export const STALE: StepResult = { next: 'stale' };

/** Who does it, for the audit trail. */
export const EXPORTER = { kind: 'function', name: 'exporter' } as const;
