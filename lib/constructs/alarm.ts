import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import type { Foundation } from './foundation.ts';

/** Every alarm's heading in docs/runbook.md, which says what it means and what to do. */
export const RUNBOOK = {
  deadLetters: 'Deliveries wait in the dead-letter queue',
  deliveryAge: 'Deliveries wait too long',
  ingressErrors: 'The ingress fails',
  apiErrors: 'The API answers with 5xx',
  workerErrors: 'The worker fails',
  books: 'The books do not balance',
  parked: 'Deliveries are parked',
  keeperFails: 'Connections are not looked after',
  keeperLate: 'Connections are looked after too late',
  callbackErrors: 'A privacy callback fails',
  connectErrors: 'Connecting fails',
  sendDead: 'Answers are not sent',
  sendLate: 'Answers wait too long',
  senderErrors: 'The sender fails',
  mediaDead: 'Files are not looked after',
  mediaLate: 'Files wait too long',
  mediaErrors: 'The media worker fails',
  thumbnailDead: 'Thumbnails are not made',
  thumbnailLate: 'Thumbnails wait too long',
  thumbnailErrors: 'The thumbnail maker fails',
  ownersNotTold: 'Owners cannot be told',
  privacyRequestLate: 'A privacy request is late',
  incidentNotice: 'An incident has to be told of',
  privacyClockErrors: 'The privacy clock fails',
  privacyApiErrors: 'The privacy API fails',
  erasureFailed: 'An erasure fails',
  erasureTraceFound: 'An erasure forgot something',
  retentionLate: 'Data is kept for too long',
  retentionErrors: 'The retention sweeper fails',
  socketErrors: 'Sockets cannot be opened',
  liveErrors: 'Live updates fail',
  liveLate: 'Live updates are late',
  liveUntold: 'Live updates were given up',
  exportFailed: 'An export or a correction fails',
} as const;

export interface ServiceAlarmProps extends Foundation {
  readonly heading: keyof typeof RUNBOOK;
  readonly metric: cloudwatch.IMetric;
  /** The alarm goes off above this. @default 0 */
  readonly above?: number;
  /** How many periods in a row. @default 1 */
  readonly periods?: number;
}

/** An alarm that says where to read what to do, and tells whoever the stage names. */
export class ServiceAlarm extends cloudwatch.Alarm {
  constructor(
    scope: Construct,
    id: string,
    { heading, metric, above, periods, alarmTopic }: ServiceAlarmProps,
  ) {
    super(scope, id, {
      alarmDescription: `${RUNBOOK[heading]}. What to do: docs/runbook.md#${anchor(RUNBOOK[heading])}`,
      metric,
      threshold: above ?? 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods ?? 1,
      // Metrics of things that did not happen are not sent.
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
    if (!alarmTopic) return;
    this.addAlarmAction(new SnsAction(alarmTopic));
    this.addOkAction(new SnsAction(alarmTopic));
  }
}

/** The anchor that Markdown renderers give a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
