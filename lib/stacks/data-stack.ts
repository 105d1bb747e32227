import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import { alarmTopic } from '../constructs/alarm-topic.ts';
import { ConnectionsTable } from '../constructs/connections-table.ts';
import { DataKey } from '../constructs/data-key.ts';
import type { Foundation } from '../constructs/foundation.ts';
import { InboxTable } from '../constructs/inbox-table.ts';
import { LedgerTable } from '../constructs/ledger-table.ts';
import { MediaBucket } from '../constructs/media-bucket.ts';
import { SubjectKey } from '../constructs/subject-key.ts';
import { SubjectKeysTable } from '../constructs/subject-keys-table.ts';
import { TokenKey } from '../constructs/token-key.ts';

export interface DataStackProps extends StackProps {
  readonly settings: StageSettings;
  readonly bundles: string;
}

/**
 * All that has to outlive a deployment. Construct ids here are a contract: renaming one replaces the resource, and what it held is
 * gone or left behind.
 */
export class DataStack extends Stack {
  readonly foundation: Foundation;
  readonly subjectKey: SubjectKey;
  readonly tokenKey: TokenKey;
  readonly inbox: InboxTable;
  readonly connections: ConnectionsTable;
  readonly subjectKeys: SubjectKeysTable;
  readonly ledger: LedgerTable;
  readonly media: MediaBucket;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, props);
    const { settings, bundles } = props;
    const dataKey = new DataKey(this, 'DataKey', { settings });
    this.subjectKey = new SubjectKey(this, 'SubjectKey', { settings });
    this.tokenKey = new TokenKey(this, 'TokenKey', { settings });
    this.inbox = new InboxTable(this, 'Inbox', { settings, dataKey });
    this.connections = new ConnectionsTable(this, 'Connections', { settings, dataKey });
    this.subjectKeys = new SubjectKeysTable(this, 'SubjectKeys', { settings, subjectKey: this.subjectKey });
    this.ledger = new LedgerTable(this, 'Ledger', { settings, dataKey });
    this.media = new MediaBucket(this, 'Media', { settings, dataKey });
    this.foundation = { settings, dataKey, bundles, alarmTopic: alarmTopic(this, settings, dataKey) };
    this.#addOutputs();
  }

  #addOutputs(): void {
    const outputs = {
      InboxTable: this.inbox.table.tableName,
      ConnectionsTable: this.connections.table.tableName,
      SubjectKeysTable: this.subjectKeys.table.tableName,
      LedgerTable: this.ledger.table.tableName,
      MediaBucket: this.media.bucket.bucketName,
      DataKeyArn: this.foundation.dataKey.key.keyArn,
      SubjectKeyArn: this.subjectKey.key.keyArn,
      TokenKeyArn: this.tokenKey.key.keyArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
