import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Connector } from '../../lambdas/ports/connector.ts';
import { ServiceAlarm } from '../constructs/alarm.ts';
import { BooksAlarms, total } from '../constructs/books-alarm.ts';
import { addCallbackRoutes } from '../constructs/callback-routes.ts';
import { GuardedQueue } from '../constructs/guarded-queue.ts';
import { grantMail } from '../constructs/mail.ts';
import { MinuteSchedule } from '../constructs/minute-schedule.ts';
import { addPublicPages } from '../constructs/public-pages.ts';
import { ServiceApi } from '../constructs/service-api.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { addWebhookRoutes } from '../constructs/webhook-routes.ts';
import type { DataStack } from './data-stack.ts';

/** No platform waits longer than Meta does. */
const INGRESS_TIMEOUT = Duration.seconds(5);
const WORKER_TIMEOUT = Duration.seconds(30);
const PARKER_TIMEOUT = Duration.seconds(30);
/** A page of history or a refresh may take the platform a while. */
const KEEPER_TIMEOUT = Duration.seconds(60);
/** A batch of conversations, each with calls of its platform. */
const SENDER_TIMEOUT = Duration.seconds(60);
/** A file of 25 MB from a slow host, and what is done with it. */
const MEDIA_TIMEOUT = Duration.seconds(120);
/** The largest picture takes a few seconds. */
const THUMBNAIL_TIMEOUT = Duration.seconds(60);
const SWEEPER_TIMEOUT = Duration.seconds(50);
const CALLBACK_TIMEOUT = Duration.seconds(10);
const ALARM_PERIOD = Duration.minutes(5);

export interface IngressStackProps extends StackProps {
  readonly data: DataStack;
  readonly connectors: readonly Connector[];
}

/** What comes from platforms: webhooks and their way to conversations, privacy callbacks; and the keeper that watches over connections. */
export class IngressStack extends Stack {
  readonly api: HttpApi;
  /** What a DNS record of the API's own domain would point to; absent = it has none. */
  readonly apiTarget: string | undefined;
  /** Jobs for the connection keeper. */
  readonly keeperJobs: GuardedQueue;
  /** Conversations with something to send. */
  readonly sendJobs: GuardedQueue;
  /** Files to look after. */
  readonly mediaJobs: GuardedQueue;
  readonly #thumbnailJobs: GuardedQueue;
  readonly #data: DataStack;

  constructor(scope: Construct, id: string, props: IngressStackProps) {
    super(scope, id, props);
    this.#data = props.data;
    const { foundation } = props.data;
    const http = new ServiceApi(this, 'Http', { ...foundation, alarmPeriod: ALARM_PERIOD });
    this.api = http.api;
    this.apiTarget = http.target;
    const deliveries = new GuardedQueue(this, 'Deliveries', {
      ...foundation,
      workerTimeout: WORKER_TIMEOUT,
      parkerTimeout: PARKER_TIMEOUT,
      tooOld: Duration.minutes(10),
      variable: 'deliveryQueueUrl',
      headings: { dead: 'deadLetters', late: 'deliveryAge' },
    });
    this.keeperJobs = new GuardedQueue(this, 'KeeperJobs', {
      ...foundation,
      workerTimeout: KEEPER_TIMEOUT,
      parkerTimeout: PARKER_TIMEOUT,
      tooOld: Duration.minutes(15),
      variable: 'keeperQueueUrl',
      headings: { dead: 'keeperFails', late: 'keeperLate' },
    });
    this.sendJobs = new GuardedQueue(this, 'SendJobs', {
      ...foundation,
      workerTimeout: SENDER_TIMEOUT,
      parkerTimeout: PARKER_TIMEOUT,
      tooOld: Duration.minutes(20),
      variable: 'sendQueueUrl',
      headings: { dead: 'sendDead', late: 'sendLate' },
    });
    this.mediaJobs = new GuardedQueue(this, 'MediaJobs', {
      ...foundation,
      workerTimeout: MEDIA_TIMEOUT,
      parkerTimeout: PARKER_TIMEOUT,
      // Jobs wait here on purpose, up to a quarter of an hour each.
      tooOld: Duration.minutes(60),
      variable: 'mediaQueueUrl',
      headings: { dead: 'mediaDead', late: 'mediaLate' },
    });
    this.#thumbnailJobs = new GuardedQueue(this, 'ThumbnailJobs', {
      ...foundation,
      workerTimeout: THUMBNAIL_TIMEOUT,
      parkerTimeout: PARKER_TIMEOUT,
      tooOld: Duration.minutes(30),
      variable: 'thumbnailQueueUrl',
      headings: { dead: 'thumbnailDead', late: 'thumbnailLate' },
    });
    const ingress = this.#addIngress(deliveries);
    addWebhookRoutes({ api: this.api, connectors: props.connectors, ingress });
    this.#addWorker(deliveries);
    this.#addParker(deliveries);
    this.#addKeeper();
    this.#addSweeper();
    this.#addSender();
    this.#addMediaWorker();
    this.#addThumbnailMaker();
    this.#addCallbacks();
    addPublicPages(this, { data: props.data, api: this.api });
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
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'keyLifeSeconds',
        'mediaBucket',
        'dataKeyArn',
        'subjectKeyArn',
        'maxReceives',
        'keeperQueueUrl',
        'mediaQueueUrl',
      ],
    });
    this.mediaJobs.grantSend(worker);
    this.keeperJobs.grantSend(worker);
    inbox.grantRecord(worker);
    connections.grantRecordSignals(worker);
    subjectKeys.grantCreate(worker);
    subjectKey.grantContent(worker);
    foundation.dataKey.grantTransit(worker, 'open');
    media.grantTakeDeliveries(worker);
    media.grantPark(worker);
    deliveries.feed(worker, {
      batchSize: 10,
      batchingWindow: Duration.seconds(1),
      maxConcurrency: foundation.settings.workerMaxConcurrency,
      countsTries: true,
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

  #addKeeper(): void {
    const { foundation, inbox, connections, subjectKeys, subjectKey, ledger, tokenKey } = this.#data;
    const { settings } = foundation;
    const keeper = new ServiceFunction(this, 'ConnectionKeeper', {
      ...foundation,
      bundle: 'connection-keeper',
      description: 'Renews tokens, checks connections, imports history, tells owners',
      memoryMb: 512,
      timeout: KEEPER_TIMEOUT,
      callsOut: true,
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'keyLifeSeconds',
        'ledgerTable',
        'subjectKeyArn',
        'tokenKeyArn',
        'publicBaseUrl',
        'keeperQueueUrl',
        ...(settings.mailFrom ? (['mailFrom'] as const) : []),
      ],
    });
    keeper.set('publicBaseUrl', settings.publicBaseUrl);
    inbox.grantRecord(keeper);
    connections.grantKeep(keeper);
    subjectKeys.grantCreate(keeper);
    subjectKey.grantContent(keeper);
    ledger.grantAudit(keeper);
    ledger.grantRequest(keeper);
    tokenKey.grantKeepTokens(keeper);
    if (settings.mailFrom) grantMail(keeper, settings.mailFrom);
    this.keeperJobs.grantSend(keeper);
    // Few at a time: a platform's limits hold for all connections together.
    this.keeperJobs.feed(keeper, { batchSize: 5, maxConcurrency: settings.workerMaxConcurrency });
    this.#addErrorAlarm(keeper, 'keeperFails');
    new ServiceAlarm(this, 'OwnersNotTold', {
      ...foundation,
      heading: 'ownersNotTold',
      metric: total('OwnersNotTold', ALARM_PERIOD),
    });
  }

  #addSweeper(): void {
    const { foundation, connections, inbox } = this.#data;
    const sweeper = new ServiceFunction(this, 'ConnectionSweeper', {
      ...foundation,
      bundle: 'connection-sweeper',
      description: 'Finds what the connection keeper has to look after',
      memoryMb: 256,
      timeout: SWEEPER_TIMEOUT,
      needs: ['connectionsTable', 'inboxTable', 'keeperQueueUrl', 'sendQueueUrl'],
    });
    connections.grantSweep(sweeper);
    inbox.grantSweep(sweeper);
    this.sendJobs.grantSend(sweeper);
    this.keeperJobs.grantSend(sweeper);
    new MinuteSchedule(this, 'Sweep', { fn: sweeper, description: 'Looks for connections that are due' });
    this.#addErrorAlarm(sweeper, 'keeperFails');
  }

  #addSender(): void {
    const { foundation, inbox, connections, subjectKeys, subjectKey, ledger, tokenKey, media } = this.#data;
    const sender = new ServiceFunction(this, 'MessageSender', {
      ...foundation,
      bundle: 'message-sender',
      description: 'Sends what agents wrote',
      // It waits for platforms most of the time.
      memoryMb: 256,
      timeout: SENDER_TIMEOUT,
      callsOut: true,
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'keyLifeSeconds',
        'ledgerTable',
        'subjectKeyArn',
        'tokenKeyArn',
        'publicBaseUrl',
        'keeperQueueUrl',
        'sendQueueUrl',
        'mediaBucket',
        'malwareScan',
      ],
    });
    sender.set('publicBaseUrl', foundation.settings.publicBaseUrl);
    inbox.grantSend(sender);
    connections.grantOpen(sender);
    subjectKeys.grantCreate(sender);
    subjectKey.grantContent(sender);
    ledger.grantAudit(sender);
    media.grantSendFiles(sender);
    tokenKey.grantOpenTokens(sender);
    this.keeperJobs.grantSend(sender);
    this.sendJobs.grantSend(sender);
    // Each job may hold a file of its own.
    this.sendJobs.feed(sender, { batchSize: 1, maxConcurrency: foundation.settings.workerMaxConcurrency });
    this.#addErrorAlarm(sender, 'senderErrors');
  }

  #addMediaWorker(): void {
    const { foundation, inbox, connections, subjectKeys, subjectKey, ledger, tokenKey, media } = this.#data;
    const worker = new ServiceFunction(this, 'MediaWorker', {
      ...foundation,
      bundle: 'media-worker',
      description: 'Fetches and keeps what customers sent',
      memoryMb: 512,
      timeout: MEDIA_TIMEOUT,
      callsOut: true,
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'keyLifeSeconds',
        'ledgerTable',
        'mediaBucket',
        'malwareScan',
        'subjectKeyArn',
        'tokenKeyArn',
        'mediaQueueUrl',
        'thumbnailQueueUrl',
      ],
    });
    inbox.grantKeepFiles(worker);
    connections.grantOpen(worker);
    subjectKeys.grantRead(worker);
    subjectKey.grantContent(worker);
    ledger.grantAudit(worker);
    tokenKey.grantOpenTokens(worker);
    media.grantKeepFiles(worker);
    this.mediaJobs.grantSend(worker);
    this.#thumbnailJobs.grantSend(worker);
    // One file at a time in one instance; a slow host holds up its own files only.
    this.mediaJobs.feed(worker, { batchSize: 1, maxConcurrency: foundation.settings.workerMaxConcurrency });
    this.#addErrorAlarm(worker, 'mediaErrors');
  }

  #addThumbnailMaker(): void {
    const { foundation, inbox, subjectKeys, subjectKey, media } = this.#data;
    const maker = new ServiceFunction(this, 'ThumbnailMaker', {
      ...foundation,
      bundle: 'thumbnail-maker',
      description: 'Makes small pictures of the pictures that are kept',
      // A whole processor; and the largest picture that is begun, unpacked, twice over (docs/adr/0017-thumbnails.md).
      memoryMb: 2048,
      timeout: THUMBNAIL_TIMEOUT,
      needs: ['inboxTable', 'subjectKeysTable', 'keyLifeSeconds', 'mediaBucket', 'subjectKeyArn'],
    });
    inbox.grantKeepFiles(maker);
    subjectKeys.grantRead(maker);
    subjectKey.grantContent(maker);
    media.grantMakeThumbnails(maker);
    this.#thumbnailJobs.feed(maker, {
      batchSize: 1,
      maxConcurrency: foundation.settings.workerMaxConcurrency,
    });
    this.#addErrorAlarm(maker, 'thumbnailErrors');
  }

  #addCallbacks(): void {
    const { foundation, connections, subjectKeys, subjectKey, ledger, tokenKey } = this.#data;
    const callbacks = new ServiceFunction(this, 'PlatformCallbacks', {
      ...foundation,
      bundle: 'platform-callbacks',
      description: "Takes the platforms' privacy callbacks, shows what became of them",
      memoryMb: 512,
      timeout: CALLBACK_TIMEOUT,
      needs: [
        'connectionsTable',
        'subjectKeysTable',
        'keyLifeSeconds',
        'ledgerTable',
        'keeperQueueUrl',
        'subjectKeyArn',
        'tokenKeyArn',
        'publicBaseUrl',
      ],
    });
    callbacks.set('publicBaseUrl', foundation.settings.publicBaseUrl);
    connections.grantRevoke(callbacks);
    subjectKeys.grantCreate(callbacks);
    subjectKey.grantContent(callbacks);
    ledger.grantAudit(callbacks);
    ledger.grantRequest(callbacks);
    ledger.grantCases(callbacks);
    tokenKey.grantOpenWebhookSecrets(callbacks);
    this.keeperJobs.grantSend(callbacks);
    addCallbackRoutes({ api: this.api, callbacks });
    this.#addErrorAlarm(callbacks, 'callbackErrors');
  }

  #addErrorAlarm(
    fn: ServiceFunction,
    heading:
      | 'ingressErrors'
      | 'workerErrors'
      | 'keeperFails'
      | 'callbackErrors'
      | 'senderErrors'
      | 'mediaErrors'
      | 'thumbnailErrors',
  ): void {
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
      KeeperQueueUrl: this.keeperJobs.queue.queueUrl,
      SendQueueUrl: this.sendJobs.queue.queueUrl,
      SendDeadLetterQueueUrl: this.sendJobs.deadLetters.queueUrl,
      MediaQueueUrl: this.mediaJobs.queue.queueUrl,
      MediaDeadLetterQueueUrl: this.mediaJobs.deadLetters.queueUrl,
      ThumbnailQueueUrl: this.#thumbnailJobs.queue.queueUrl,
      ThumbnailDeadLetterQueueUrl: this.#thumbnailJobs.deadLetters.queueUrl,
      KeeperDeadLetterQueueUrl: this.keeperJobs.deadLetters.queueUrl,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
