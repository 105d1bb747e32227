import type { SecretText } from '../domain/secret-text.ts';

/** Whose secret it is; becomes the encryption context. */
export interface SecretOwner {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly platform: string;
}

/** Keeps secrets that sign webhooks. Adding one never removes another: during a rotation two are good. */
export interface WebhookSecrets {
  add(
    owner: SecretOwner,
    credential: {
      readonly ref: string;
      readonly secret: SecretText;
      readonly facts: Readonly<Record<string, string>>;
    },
  ): Promise<void>;
}

/** Keeps platform tokens. */
export interface TokenVault {
  /** @param purpose such as `accessToken` */
  put(owner: SecretOwner, purpose: string, token: SecretText): Promise<void>;
}
