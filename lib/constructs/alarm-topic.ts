import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import type { DataKey } from './data-key.ts';

/** The topic that alarms go to: the one that the stage names, one for the address that it names, or none. */
export function alarmTopic(
  scope: Construct,
  settings: StageSettings,
  dataKey: DataKey,
): sns.ITopic | undefined {
  if (settings.alarmTopicArn) return sns.Topic.fromTopicArn(scope, 'AlarmTopic', settings.alarmTopicArn);
  if (!settings.alarmEmail) return undefined;
  dataKey.allowAlarms();
  const topic = new sns.Topic(scope, 'AlarmTopic', { masterKey: dataKey.key, enforceSSL: true });
  topic.addSubscription(new EmailSubscription(settings.alarmEmail));
  topic.addToResourcePolicy(publishAlarms(topic));
  return topic;
}

/** A topic with a policy of its own loses the default one, by which the account's alarms may publish. */
function publishAlarms(topic: sns.Topic): iam.PolicyStatement {
  const alarms = Stack.of(topic).formatArn({
    service: 'cloudwatch',
    resource: 'alarm',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { ArnLike: { 'aws:SourceArn': alarms } },
  });
}
