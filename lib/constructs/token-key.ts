import { Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TOKEN_PURPOSES } from '../../lambdas/domain/token-set.ts';
import type { StageSettings } from '../config.ts';
import { EncryptionKey } from './encryption-key.ts';
import type { ServiceFunction } from './service-function.ts';

const PURPOSE = 'kms:EncryptionContext:purpose';
const WEBHOOK = 'webhook';
/** Everything of a connection but what signs its webhooks. */
const TOKENS = [...TOKEN_PURPOSES, 'facts'];

/** A secret is sealed for exactly one workspace, connection and platform: none of these may be left out. */
const WHOLE_CONTEXT = Object.fromEntries(
  ['workspace', 'connection', 'platform', 'purpose'].map((part) => [
    `kms:EncryptionContext:${part}`,
    'false',
  ]),
);

/**
 * Marks on a function's role that the key's own policy asks for. A role that gets `kms:Decrypt` by mistake, or from somebody who may write policies
 * but not tag roles, still opens nothing.
 */
const MARK = { webhook: 'kaojai:webhook-secrets', tokens: 'kaojai:platform-tokens' } as const;
const MAY_OPEN = 'open';

/** Seals platform tokens and webhook secrets, each under the context of what it is for. No service stores anything under it. */
export class TokenKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: { readonly settings: StageSettings }) {
    super(scope, id, {
      ...props,
      alias: 'token',
      description: 'KaoJai: platform tokens and webhook secrets',
      services: [],
    });
    this.allowAccount('Seal', ['kms:Encrypt'], {
      StringEquals: { [PURPOSE]: [...TOKENS, WEBHOOK] },
      Null: WHOLE_CONTEXT,
    });
    this.allowAccount('OpenWebhookSecrets', ['kms:Decrypt'], {
      StringEquals: { [PURPOSE]: WEBHOOK, [`aws:PrincipalTag/${MARK.webhook}`]: MAY_OPEN },
      Null: WHOLE_CONTEXT,
    });
    this.allowAccount('OpenPlatformTokens', ['kms:Decrypt'], {
      StringEquals: { [PURPOSE]: TOKENS, [`aws:PrincipalTag/${MARK.tokens}`]: MAY_OPEN },
      Null: WHOLE_CONTEXT,
    });
  }

  /** Lets `fn` open the secrets that sign webhooks, and no platform token. */
  grantOpenWebhookSecrets(fn: ServiceFunction): void {
    this.#grant(fn, ['kms:Decrypt'], WEBHOOK);
    Tags.of(fn.role).add(MARK.webhook, MAY_OPEN);
  }

  /** Lets `fn`, which calls platforms, open their tokens and the secrets of the operator's applications. */
  grantOpenTokens(fn: ServiceFunction): void {
    this.grantOpenWebhookSecrets(fn);
    this.#grant(fn, ['kms:Decrypt'], TOKENS);
    Tags.of(fn.role).add(MARK.tokens, MAY_OPEN);
  }

  /** Lets `fn`, which calls platforms, seal and open their tokens, and keep the secrets that sign merchants' webhooks. */
  grantKeepTokens(fn: ServiceFunction): void {
    this.grantOpenWebhookSecrets(fn);
    this.#grant(fn, ['kms:Encrypt'], WEBHOOK);
    this.#grant(fn, ['kms:Decrypt', 'kms:Encrypt'], TOKENS);
    Tags.of(fn.role).add(MARK.tokens, MAY_OPEN);
  }

  #grant(fn: ServiceFunction, actions: string[], purposes: string | string[]): void {
    fn.set('tokenKeyArn', this.key.keyArn).allow({
      actions,
      resources: [this.key.keyArn],
      conditions: { StringEquals: { [PURPOSE]: purposes } },
    });
  }
}
