import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { ServiceFunction } from './service-function.ts';

/** Invokes `fn` each minute, or so many. What one round misses, the next one finds: nothing is repeated or kept. */
export class MinuteSchedule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      fn,
      description,
      minutes = 1,
    }: { readonly fn: ServiceFunction; readonly description: string; readonly minutes?: number },
  ) {
    super(scope, id);
    const role = new iam.Role(this, 'Role', {
      description: `KaoJai ${description}`,
      // A schedule of somebody else's account must not have it.
      assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [fn.target.functionArn] }),
    );
    const schedule = new scheduler.CfnSchedule(this, 'Schedule', {
      description,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: fn.target.functionArn,
        roleArn: role.roleArn,
        retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
      },
    });
    // Scheduler refuses a schedule until its role may be assumed and used.
    schedule.node.addDependency(role);
  }
}
