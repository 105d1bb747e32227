import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { OF_WORKSPACES, SHOWN } from '../../lambdas/store/live-changes.ts';
import { LIVE_STAGE } from '../../lambdas/store/live-stage.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { ServiceAlarm } from './alarm.ts';
import { ServiceFunction } from './service-function.ts';

const SOCKET_TIMEOUT = Duration.seconds(10);
const FAN_OUT_TIMEOUT = Duration.seconds(30);
const ALARM_PERIOD = Duration.minutes(5);
/** Changes older than this are not told any more: browsers have read again by then. */
const TOLD_WITHIN = Duration.minutes(5);

export interface LiveUpdatesProps {
  readonly data: DataStack;
}

/** Tells browsers what changes: a WebSocket API, the function behind it, and the one that goes by the Inbox table's stream. */
export class LiveUpdates extends Construct {
  /** Where browsers open their sockets. */
  readonly url: string;
  readonly #api: apigw.WebSocketApi;
  readonly #data: DataStack;

  constructor(scope: Construct, id: string, { data }: LiveUpdatesProps) {
    super(scope, id);
    this.#data = data;
    const { settings } = data.foundation;
    this.#api = new apigw.WebSocketApi(this, 'Api', {
      apiName: `KaoJai-${settings.stage}-live`,
      routeSelectionExpression: '$request.body.type',
    });
    this.#addRoutes(this.#addSocketFunction());
    const stage = this.#addStage();
    this.#addFanOut();
    // The local cloud's front hands sockets on, so that the console has one origin there.
    this.url =
      settings.stage === 'local'
        ? `${settings.publicBaseUrl.replace(/^http/, 'ws')}/${LIVE_STAGE}`
        : stage.url;
    new CfnOutput(Stack.of(this), 'SocketApiId', { value: this.#api.apiId });
    new CfnOutput(Stack.of(this), 'LiveUrl', { value: this.url });
  }

  /** Tells `fn` where sockets are opened. */
  grantInvite(fn: ServiceFunction): void {
    fn.set('liveUrl', this.url);
  }

  #addStage(): apigw.WebSocketStage {
    const { throttle } = this.#data.foundation.settings;
    const stage = new apigw.WebSocketStage(this, 'Stage', {
      webSocketApi: this.#api,
      stageName: LIVE_STAGE,
      autoDeploy: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
    });
    Validations.of(stage).acknowledge({
      id: 'AwsSolutions-APIG1',
      reason:
        'Unlike those of an HTTP API, access logs of a WebSocket API need a role that is set once for the whole account. The function logs who is refused, and why.',
    });
    return stage;
  }

  #addSocketFunction(): ServiceFunction {
    const { foundation, inbox } = this.#data;
    const fn = new ServiceFunction(this, 'Socket', {
      ...foundation,
      bundle: 'live-socket',
      description: 'Admits browsers to live updates and hears what they show',
      memoryMb: 256,
      timeout: SOCKET_TIMEOUT,
      needs: ['inboxTable', 'socketApiId', 'publicBaseUrl'],
    });
    fn.set('publicBaseUrl', foundation.settings.publicBaseUrl);
    inbox.grantReadMembers(fn);
    inbox.grantHoldSockets(fn);
    this.#grantSpeak(fn);
    new ServiceAlarm(this, 'SocketErrors', {
      ...foundation,
      heading: 'socketErrors',
      metric: fn.target.metricErrors({ period: ALARM_PERIOD }),
    });
    return fn;
  }

  #addRoutes(fn: ServiceFunction): void {
    const authorizer = new WebSocketLambdaAuthorizer('Tickets', fn.target, {
      identitySource: ['route.request.querystring.ticket'],
    });
    const integration = new WebSocketLambdaIntegration('LiveSocket', fn.target);
    this.#api.addRoute('$connect', { integration, authorizer });
    for (const name of ['$disconnect', '$default']) {
      const route = this.#api.addRoute(name, { integration });
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'API Gateway asks an authorizer at $connect only, and nothing gets here without having been admitted there.',
      });
    }
  }

  #addFanOut(): void {
    const { foundation, inbox } = this.#data;
    const fn = new ServiceFunction(this, 'FanOut', {
      ...foundation,
      bundle: 'live-fan-out',
      description: 'Tells browsers what changed in the Inbox table',
      memoryMb: 256,
      timeout: FAN_OUT_TIMEOUT,
      needs: ['inboxTable', 'socketApiId'],
    });
    inbox.grantTell(fn);
    this.#grantSpeak(fn);
    this.#feed(fn, this.#addUntold(fn));
    new ServiceAlarm(this, 'FanOutErrors', {
      ...foundation,
      heading: 'liveErrors',
      metric: fn.target.metricErrors({ period: ALARM_PERIOD }),
    });
    new ServiceAlarm(this, 'FanOutLate', {
      ...foundation,
      heading: 'liveLate',
      metric: fn.target.metric('IteratorAge', { period: ALARM_PERIOD, statistic: 'Maximum' }),
      above: Duration.minutes(1).toMilliseconds(),
    });
  }

  #feed(fn: ServiceFunction, untold: sqs.Queue): void {
    const mapping = new lambda.EventSourceMapping(this, 'Changes', {
      target: fn.target,
      eventSourceArn: this.#data.inbox.streamArn,
      startingPosition: lambda.StartingPosition.LATEST,
      // No window: what is there is told at once. Lambda looks four times a second, so an entry and its head come together as a rule.
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 5,
      maxRecordAge: TOLD_WITHIN,
      onFailure: { bind: () => ({ destination: untold.queueArn }) },
      filters: [
        lambda.FilterCriteria.filter({
          dynamodb: {
            Keys: {
              pk: { S: lambda.FilterRule.beginsWith(OF_WORKSPACES) },
              sk: { S: [...SHOWN.exact, ...SHOWN.prefixes.map((prefix) => ({ prefix }))] },
            },
          },
        }),
      ],
    });
    // Lambda refuses a mapping until the role may read the stream.
    mapping.node.addDependency(fn.role);
  }

  /** Which batches were given up: places in the stream, and nothing of what stood there. */
  #addUntold(fn: ServiceFunction): sqs.Queue {
    const { foundation } = this.#data;
    const { dataKey, settings } = foundation;
    const queue = new sqs.Queue(this, 'Untold', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: dataKey.key,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      removalPolicy: settings.stateful.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    Validations.of(queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself where failures go, and nobody takes anything from it but the operator.',
    });
    fn.allow({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
    dataKey.grantThrough(fn, 'sqs', 'write');
    new ServiceAlarm(this, 'ChangesUntold', {
      ...foundation,
      heading: 'liveUntold',
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: ALARM_PERIOD, statistic: 'Maximum' }),
    });
    return queue;
  }

  /** Lets `fn` speak on sockets of this API and close them. */
  #grantSpeak(fn: ServiceFunction): void {
    const stack = Stack.of(this);
    const resources = ['POST', 'DELETE'].map((method) =>
      stack.formatArn({
        service: 'execute-api',
        resource: this.#api.apiId,
        resourceName: `${LIVE_STAGE}/${method}/@connections/*`,
      }),
    );
    fn.set('socketApiId', this.#api.apiId).allow({ actions: ['execute-api:ManageConnections'], resources });
    for (const method of ['POST', 'DELETE'])
      Validations.of(fn.role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:${stack.region}:<AWS::AccountId>:<${stack.getLogicalId(this.#api.node.defaultChild as apigw.CfnApi)}>/${LIVE_STAGE}/${method}/@connections/*]`,
        reason: 'Sockets have no names before they are open; it is those of this one API.',
      });
  }
}
