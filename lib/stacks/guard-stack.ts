import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Backups } from '../constructs/backups.ts';
import { Trail } from '../constructs/trail.ts';
import { leftOutLocally } from '../local-cloud.ts';
import type { DataStack } from './data-stack.ts';

export interface GuardStackProps extends StackProps {
  readonly data: DataStack;
}

/** What guards the data from loss and from those who may touch it: backups with an end, and a record of who did what. */
export class GuardStack extends Stack {
  constructor(scope: Construct, id: string, { data, ...props }: GuardStackProps) {
    super(scope, id, props);
    const { settings } = data.foundation;
    new Backups(this, 'Backups', data);
    if (!leftOutLocally('trails', settings)) new Trail(this, 'Trail', settings);
  }
}
