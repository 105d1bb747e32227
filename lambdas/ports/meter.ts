/** Counts what happened. Names and rules only; a workspace id goes into a log field, never into a dimension. */
export interface Meter {
  count(
    name: MetricName,
    dimensions?: Readonly<Record<string, string>>,
    fields?: Readonly<Record<string, string | number>>,
  ): void;
}

export type MetricName =
  | 'DeliveryRefused'
  | 'DeliveryStale'
  | 'DeliveryTooLarge'
  | 'DeliveryNotStored'
  | 'DeliveryVisible'
  | 'DeliveryIgnored'
  | 'DeliveryParked'
  | 'ItemIgnored'
  | 'ItemUnreadable'
  | 'HandlingFailed'
  | 'KeepingFailed'
  | 'ConnectionLapsed'
  | 'OwnersNotTold'
  | 'HistoryGivenUp'
  | 'ConsentFinished'
  | 'ConsentFailed'
  | 'SendFailed'
  | 'FileSettled'
  | 'FileJobFailed'
  | 'ThumbnailSettled'
  | 'ThumbnailJobFailed'
  | 'PrivacyRequestDue'
  | 'PrivacyRequestLate'
  | 'PublicRequestTaken'
  | 'IncidentNoticeOwed'
  | 'PublicRequestRefused'
  | 'ErasureFailed'
  | 'ErasureTraceFound'
  | 'RetentionLate'
  | 'ExportFailed'
  | 'ExportFellShort'
  | 'SendingFailed';
