import type { AttachmentKind } from '../domain/timeline.ts';
import type { OutboundFile } from './account-messaging.ts';

/** Files that members uploaded to send them. */
export interface OutboundFiles {
  /** What was uploaded; null: nothing (any more), or by another workspace. An error for what a scanner holds back. */
  describe(workspaceId: string, attachmentId: string): Promise<UploadedFile | null>;
  /** The file itself; null as above, and when it did not pass the scanner. */
  open(workspaceId: string, attachmentId: string): Promise<OutboundFile | null>;
}

/** A file that lies ready. Its type is that of its content. */
export interface UploadedFile {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
}
