import type { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import { EncryptionKey } from './encryption-key.ts';
import type { ServiceFunction } from './service-function.ts';

/** Encryption context of the workspaces' wrapped keys. */
const CONTENT = { 'kms:EncryptionContext:purpose': 'content' };

/** Wraps the workspaces' keys, from which every customer's key derives, and encrypts the table that holds them and the salts. */
export class SubjectKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: { readonly settings: StageSettings }) {
    super(scope, id, {
      ...props,
      alias: 'subject',
      description: "KaoJai: the workspaces' content keys and the customers' salts",
      services: ['dynamodb'],
    });
    this.allowAccount('Content', ['kms:Decrypt', 'kms:GenerateDataKey'], { StringEquals: CONTENT });
  }

  /** Lets `fn` unwrap workspaces' keys. Making one for a new workspace is the operator's. */
  grantContent(fn: ServiceFunction): void {
    fn.set('subjectKeyArn', this.key.keyArn).allow({
      actions: ['kms:Decrypt'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: CONTENT },
    });
  }
}
