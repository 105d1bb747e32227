import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type RUNBOOK, ServiceAlarm } from './alarm.ts';
import type { Foundation } from './foundation.ts';
import type { ServiceFunction, SettableEnv } from './service-function.ts';

/** The longest that SQS offers: two weeks to repair what keeps deliveries from being handled. */
const RETENTION = Duration.days(14);
/** After this the message goes to the dead letters. */
const MAX_RECEIVES = 5;

export interface GuardedQueueProps extends Foundation {
  /** Timeout of the function that takes messages. AWS advises to hide a message six times as long. */
  readonly workerTimeout: Duration;
  /** Timeout of the function that takes dead letters. */
  readonly parkerTimeout: Duration;
  /** Age of the oldest message that is worth an alarm. */
  readonly tooOld: Duration;
  /** The variable that tells a function where to send. */
  readonly variable: SettableEnv;
  /** What the runbook says about messages that died, and about messages that wait. */
  readonly headings: Readonly<Record<'dead' | 'late', keyof typeof RUNBOOK>>;
}

export interface FeedOptions {
  readonly batchSize: number;
  readonly batchingWindow?: Duration;
  readonly maxConcurrency?: number;
  /** Whether the function has to know how many tries a message has. */
  readonly countsTries?: boolean;
}

/** A queue with its dead-letter queue and the alarms of both. */
export class GuardedQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  readonly #foundation: Foundation;
  readonly #variable: SettableEnv;

  constructor(scope: Construct, id: string, props: GuardedQueueProps) {
    super(scope, id);
    this.#foundation = props;
    this.#variable = props.variable;
    this.deadLetters = this.#queue('DeadLetters', props.parkerTimeout);
    this.queue = this.#queue('Queue', props.workerTimeout, this.deadLetters);
    this.#addAlarms(props);
  }

  /** Lets `fn` put messages on the queue. */
  grantSend(fn: ServiceFunction): void {
    fn.set(this.#variable, this.queue.queueUrl).allow({
      actions: ['sqs:SendMessage'],
      resources: [this.queue.queueArn],
    });
    this.#foundation.dataKey.grantThrough(fn, 'sqs', 'write');
  }

  /** Lets the queue invoke `fn`. */
  feed(fn: ServiceFunction, options: FeedOptions): void {
    if (options.countsTries) fn.set('maxReceives', String(MAX_RECEIVES));
    this.#feed(fn, this.queue, options);
  }

  /** Lets the dead-letter queue invoke `fn`. */
  feedDeadLetters(fn: ServiceFunction, options: FeedOptions): void {
    this.#feed(fn, this.deadLetters, options);
  }

  #queue(id: string, consumerTimeout: Duration, deadLetters?: sqs.Queue): sqs.Queue {
    const { retain } = this.#foundation.settings.stateful;
    return new sqs.Queue(this, id, {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: this.#foundation.dataKey.key,
      enforceSSL: true,
      retentionPeriod: RETENTION,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      ...(deadLetters && { deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES } }),
    });
  }

  #feed(fn: ServiceFunction, queue: sqs.Queue, options: FeedOptions): void {
    fn.allow({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [queue.queueArn],
    });
    this.#foundation.dataKey.grantThrough(fn, 'sqs', 'read');
    const mapping = new lambda.EventSourceMapping(this, `${queue.node.id}To${fn.node.id}`, {
      target: fn.target,
      eventSourceArn: queue.queueArn,
      batchSize: options.batchSize,
      // One bad message fails alone.
      reportBatchItemFailures: true,
      ...(options.batchingWindow && { maxBatchingWindow: options.batchingWindow }),
      ...(options.maxConcurrency !== undefined && { maxConcurrency: options.maxConcurrency }),
    });
    // Lambda refuses a mapping until the role may read the queue.
    mapping.node.addDependency(fn.role);
  }

  #addAlarms(props: GuardedQueueProps): void {
    const minutes = (period: number) => ({ period: Duration.minutes(period), statistic: 'Maximum' });
    new ServiceAlarm(this, 'DeadLettersWait', {
      ...props,
      heading: props.headings.dead,
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible(minutes(5)),
    });
    new ServiceAlarm(this, 'DeliveriesWait', {
      ...props,
      heading: props.headings.late,
      metric: this.queue.metricApproximateAgeOfOldestMessage(minutes(5)),
      above: props.tooOld.toSeconds(),
    });
  }
}
