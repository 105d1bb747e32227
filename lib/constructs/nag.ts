import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/**
 * Accepts one wildcard in the policies of `role`, with the reason: all objects `below` the ARN of `owner`, which lives in another
 * stack. cdk-nag calls such a finding by the name of the export through which the ARN comes.
 */
export function tolerateWildcard(
  role: IConstruct,
  owner: Construct,
  arn: string,
  below: string,
  reason: string,
): void {
  const stack = Stack.of(owner);
  const name: string = stack.resolve(stack.exportValue(arn))['Fn::ImportValue'];
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${name}/${below}]`, reason });
}
