import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StageSettings } from '../config.ts';
import type { DataKey } from './data-key.ts';

/** What the constructs of one deployment share. */
export interface Foundation {
  readonly settings: StageSettings;
  /** Encrypts whatever has no key of its own: tables, queues, bucket, logs. */
  readonly dataKey: DataKey;
  /** Who is told of alarms. @default - nobody; alarms only change colour */
  readonly alarmTopic?: ITopic | undefined;
  /** Folder with one bundle per function. */
  readonly bundles: string;
}
