import type { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import { EncryptionKey } from './encryption-key.ts';
import type { ServiceFunction } from './service-function.ts';

/** Seals platform tokens and webhook secrets, each under the context of what it is for. No service stores anything under it. */
export class TokenKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: { readonly settings: StageSettings }) {
    super(scope, id, {
      ...props,
      alias: 'token',
      description: 'KaoJai: platform tokens and webhook secrets',
      services: [],
    });
    this.allowAccount('WithPurpose', ['kms:Decrypt', 'kms:Encrypt'], {
      Null: { 'kms:EncryptionContext:purpose': 'false' },
    });
  }

  /** Lets `fn` open the secrets that sign webhooks, and no platform token. */
  grantOpenWebhookSecrets(fn: ServiceFunction): void {
    fn.set('tokenKeyArn', this.key.keyArn).allow({
      actions: ['kms:Decrypt'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:purpose': 'webhook' } },
    });
  }
}
