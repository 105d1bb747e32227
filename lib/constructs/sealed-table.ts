import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { TABLE_KEYS, TTL_ATTRIBUTE } from '../../lambdas/store/keys.ts';
import type { StageSettings } from '../config.ts';
import type { EncryptionKey } from './encryption-key.ts';
import type { ServiceFunction, SettableEnv } from './service-function.ts';

export interface SealedTableProps {
  readonly settings: StageSettings;
  readonly key: EncryptionKey;
  /** The variable that tells a function the table's name. */
  readonly variable: SettableEnv;
  /** How many days back the table can be restored to. */
  readonly recoveryDays: number;
  /** @default - no stream */
  readonly stream?: dynamodb.StreamViewType;
}

/** What a function may do with a table. */
export interface TableAccess {
  /** `Scan`: for the eraser alone, which nobody waits for. */
  readonly read?: readonly ('GetItem' | 'Query' | 'Scan')[];
  readonly write?: readonly ('PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem')[];
  /** An index that may be queried, too. */
  readonly index?: string;
  /** Limits the access to these partition keys; `*` at the end of one stands for anything. @default - any */
  readonly partitions?: readonly string[];
}

/** A table on demand, under a key of our own, restorable, and protected as the stage says. */
export class SealedTable extends Construct {
  readonly table: dynamodb.Table;
  readonly #props: SealedTableProps;

  constructor(scope: Construct, id: string, props: SealedTableProps) {
    super(scope, id);
    this.#props = props;
    const { retain, deletionProtection } = props.settings.stateful;
    this.table = new dynamodb.Table(this, 'Table', {
      partitionKey: { name: TABLE_KEYS.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: TABLE_KEYS.sort, type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key.key,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: props.recoveryDays,
      },
      deletionProtection,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      timeToLiveAttribute: TTL_ATTRIBUTE,
      ...(props.stream && { stream: props.stream }),
    });
  }

  /** Tells `fn` the table's name and lets it do exactly this, with what it takes of the table's key. */
  protected grant(fn: ServiceFunction, access: TableAccess): void {
    const { read = [], write = [], index, partitions } = access;
    const { tableArn, tableName } = this.table;
    const actions = [...read, ...write].map((action) => `dynamodb:${action}`);
    fn.set(this.#props.variable, tableName);
    if (actions.length > 0)
      fn.allow({
        actions,
        resources: [tableArn],
        ...(partitions && { conditions: onlyPartitions(partitions) }),
      });
    if (index) fn.allow({ actions: ['dynamodb:Query'], resources: [`${tableArn}/index/${index}`] });
    this.#props.key.grantThrough(fn, 'dynamodb', write.length > 0 ? 'write' : 'read');
  }
}

/** `ForAllValues` also holds where there is no value at all, hence the second condition. */
function onlyPartitions(partitions: readonly string[]): Record<string, unknown> {
  return {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
