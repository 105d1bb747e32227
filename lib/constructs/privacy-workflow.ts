import { ArnFormat, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ARCHIVE_DAYS } from '../../lambdas/usecases/exporting/exporting-deps.ts';
import type { Foundation } from './foundation.ts';
import { privacyDefinition } from './privacy-definition.ts';
import type { ServiceFunction } from './service-function.ts';

export interface PrivacyWorkflowProps extends Foundation {
  readonly eraser: ServiceFunction;
  readonly exporter: ServiceFunction;
}

/** The media worker may take this long; on one machine nobody does, and somebody watches. */
const SLOWEST_SECONDS = { elsewhere: 130, local: 3 } as const;

/** How often a held request is looked at, in seconds: a day, and as good as at once where somebody watches. */
const HOLD_CHECK_SECONDS = { elsewhere: 86_400, local: 5 } as const;

/** The state machine that carries out privacy requests. */
export class PrivacyWorkflow extends Construct {
  readonly stateMachine: sfn.StateMachine;

  constructor(scope: Construct, id: string, props: PrivacyWorkflowProps) {
    super(scope, id);
    const { settings, eraser, exporter, dataKey } = props;
    const workers = [eraser.target.functionArn, exporter.target.functionArn];
    const role = new iam.Role(this, 'Role', {
      description: 'KaoJai privacy workflow',
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: workers }));
    const definition = privacyDefinition({
      eraserArn: eraser.target.functionArn,
      exporterArn: exporter.target.functionArn,
      keyLifeSeconds: settings.keyLifeSeconds,
      slowestSeconds: settings.stage === 'local' ? SLOWEST_SECONDS.local : SLOWEST_SECONDS.elsewhere,
      holdCheckSeconds: settings.stage === 'local' ? HOLD_CHECK_SECONDS.local : HOLD_CHECK_SECONDS.elsewhere,
      archiveSeconds: ARCHIVE_DAYS * 86_400,
    });
    const logGroup = new logs.LogGroup(this, 'Logs', {
      // Step Functions asks for this beginning: resource policies for logs are few.
      logGroupName: `/aws/vendedlogs/states/${privacyWorkflowName(settings.stage)}`,
      encryptionKey: dataKey.key,
      retention: settings.logRetentionDays as logs.RetentionDays,
      removalPolicy: settings.stateful.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.stateMachine = new sfn.StateMachine(this, 'StateMachine', {
      stateMachineName: privacyWorkflowName(settings.stage),
      definitionBody: sfn.DefinitionBody.fromString(Stack.of(this).toJsonString(definition)),
      role,
      tracingEnabled: true,
      // Ids only, and yet: what goes in and out stays out of the logs.
      logs: { destination: logGroup, level: sfn.LogLevel.ALL, includeExecutionData: false },
    });
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Step Functions asks for it: neither deliveries of logs nor X-Ray have resources that a policy could name.',
    });
  }
}

/** Fixed, so that whoever starts it needs nothing of the stack that it is in. */
export function privacyWorkflowName(stage: string): string {
  return `KaoJai-${stage}-Privacy`;
}

/** The state machine's ARN, worked out in another stack. */
export function privacyWorkflowArn(scope: Construct, stage: string): string {
  return Stack.of(scope).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: privacyWorkflowName(stage),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
