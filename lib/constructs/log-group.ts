import { RemovalPolicy } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Foundation } from './foundation.ts';

/** A log group, encrypted and forgetful. */
export class ServiceLogGroup extends logs.LogGroup {
  constructor(scope: Construct, id: string, { settings, dataKey }: Foundation) {
    super(scope, id, {
      encryptionKey: dataKey.key,
      retention: settings.logRetentionDays as logs.RetentionDays,
      removalPolicy: settings.stateful.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
