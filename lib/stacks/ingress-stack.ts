import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Connector } from '../../lambdas/ports/connector.ts';
import { ServiceAlarm } from '../constructs/alarm.ts';
import { BooksAlarms } from '../constructs/books-alarm.ts';
import { GuardedQueue } from '../constructs/guarded-queue.ts';
import { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { addWebhookRoutes } from '../constructs/webhook-routes.ts';
import type { DataStack } from './data-stack.ts';

/** No platform waits longer than Meta does. */
const INGRESS_TIMEOUT = Duration.seconds(5);
const WORKER_TIMEOUT = Duration.seconds(30);
const PARKER_TIMEOUT = Duration.seconds(30);
const ALARM_PERIOD = Duration.minutes(5);

export interface IngressStackProps extends StackProps {
  readonly data: DataStack;
  readonly connectors: readonly Connector[];
}

/** From a platform's webhook to entries of conversations: the API, the ingress, the queue and its two workers. */
export class IngressStack extends Stack {
  readonly api: HttpApi;
  readonly #data: DataStack;

  constructor(scope: Construct, id: string, props: IngressStackProps) {
    super(scope, id, props);
    this.#data = props.data;
    const { foundation } = props.data;
    const http = new ServiceApi(this, 'Http', { ...foundation, alarmPeriod: ALARM_PERIOD });
    this.api = http.api;
    const deliveries = new GuardedQueue(this, 'Deliveries', {
      ...foundation,
      workerTimeout: WORKER_TIMEOUT,
      parkerTimeout: PARKER_TIMEOUT,
      tooOld: Duration.minutes(10),
    });
    const ingress = this.#addIngress(deliveries);
    addWebhookRoutes({ api: this.api, connectors: props.connectors, ingress });
    this.#addWorker(deliveries);
    this.#addParker(deliveries);
    new BooksAlarms(this, 'Books', { ...foundation, deliveries: deliveries.queue });
    this.#addOutputs(http, deliveries);
  }

  #addIngress(deliveries: GuardedQueue): ServiceFunction {
    const { foundation, connections, media, tokenKey } = this.#data;
    const ingress = new ServiceFunction(this, 'WebhookIngress', {
      ...foundation,
      ...foundation.settings.ingress,
      bundle: 'webhook-ingress',
      description: 'Checks the signature of a delivery, makes it durable, answers',
      // More than it needs to work, for the share of processor that comes with it: cold starts count against 500 ms.
      memoryMb: 1024,
      timeout: INGRESS_TIMEOUT,
      needs: ['connectionsTable', 'deliveryQueueUrl', 'mediaBucket', 'dataKeyArn', 'tokenKeyArn'],
    });
    connections.grantVerifyWebhooks(ingress);
    tokenKey.grantOpenWebhookSecrets(ingress);
    foundation.dataKey.grantTransit(ingress, 'create');
    deliveries.grantSend(ingress);
    media.grantPutDeliveries(ingress);
    this.#addErrorAlarm(ingress, 'ingressErrors');
    return ingress;
  }

  #addWorker(deliveries: GuardedQueue): void {
    const { foundation, inbox, connections, subjectKeys, subjectKey, media } = this.#data;
    const worker = new ServiceFunction(this, 'MessageWorker', {
      ...foundation,
      bundle: 'message-worker',
      description: 'Turns deliveries into entries of conversations',
      memoryMb: 512,
      timeout: WORKER_TIMEOUT,
      callsOut: true,
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'mediaBucket',
        'dataKeyArn',
        'subjectKeyArn',
        'maxReceives',
      ],
    });
    inbox.grantRecord(worker);
    connections.grantRecordSignals(worker);
    subjectKeys.grantCreate(worker);
    subjectKey.grantContent(worker, 'create');
    foundation.dataKey.grantTransit(worker, 'open');
    media.grantTakeDeliveries(worker);
    media.grantPark(worker);
    deliveries.feed(worker, {
      batchSize: 10,
      batchingWindow: Duration.seconds(1),
      maxConcurrency: foundation.settings.workerMaxConcurrency,
    });
    this.#addErrorAlarm(worker, 'workerErrors');
  }

  #addParker(deliveries: GuardedQueue): void {
    const { foundation, inbox, connections, media } = this.#data;
    const parker = new ServiceFunction(this, 'DeadLetterParker', {
      ...foundation,
      bundle: 'dead-letter-parker',
      description: 'Parks the deliveries that the worker gave up on',
      memoryMb: 256,
      timeout: PARKER_TIMEOUT,
      needs: ['inboxTable', 'connectionsTable', 'mediaBucket', 'dataKeyArn'],
    });
    inbox.grantPark(parker);
    connections.grantReadTransit(parker);
    foundation.dataKey.grantTransit(parker, 'open');
    media.grantReadDeliveries(parker);
    media.grantPark(parker);
    deliveries.feedDeadLetters(parker, { batchSize: 10 });
  }

  #addErrorAlarm(fn: ServiceFunction, heading: 'ingressErrors' | 'workerErrors'): void {
    new ServiceAlarm(this, `${fn.node.id}Errors`, {
      ...this.#data.foundation,
      heading,
      metric: fn.target.metricErrors({ period: ALARM_PERIOD }),
    });
  }

  #addOutputs({ api, url }: ServiceApi, deliveries: GuardedQueue): void {
    const outputs = {
      ApiUrl: url,
      ApiId: api.apiId,
      DeliveryQueueUrl: deliveries.queue.queueUrl,
      DeadLetterQueueUrl: deliveries.deadLetters.queueUrl,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
