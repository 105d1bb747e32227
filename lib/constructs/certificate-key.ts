import { RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import { ADMINISTRATION } from './encryption-key.ts';
import type { ServiceFunction } from './service-function.ts';

const AS_CERTIFICATES_ARE = { StringEquals: { 'kms:SigningAlgorithm': 'ECDSA_SHA_256' } };

/** Signs certificates of erasure. Anybody of the account may have the public half, nobody the other. */
export class CertificateKey extends Construct {
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, { settings }: { readonly settings: StageSettings }) {
    super(scope, id);
    const statement = (sid: string, actions: string[], conditions?: Record<string, unknown>) =>
      new iam.PolicyStatement({
        sid,
        principals: [new iam.AccountRootPrincipal()],
        actions,
        resources: ['*'],
        ...(conditions && { conditions }),
      });
    this.key = new kms.Key(this, 'Key', {
      description: 'KaoJai: signs certificates of erasure',
      alias: `kaojai-${settings.stage}/certificate`,
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy: settings.stateful.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      policy: new iam.PolicyDocument({
        statements: [
          // Keys for signing do not rotate.
          statement(
            'Administer',
            ADMINISTRATION.filter((action) => !action.includes('Rotat')),
          ),
          statement('Sign', ['kms:Sign'], AS_CERTIFICATES_ARE),
          statement('Show', ['kms:GetPublicKey']),
        ],
      }),
    });
  }

  /** Lets `fn` sign. */
  grantSign(fn: ServiceFunction): void {
    fn.set('certificateKeyArn', this.key.keyArn).allow({
      actions: ['kms:Sign'],
      resources: [this.key.keyArn],
      conditions: AS_CERTIFICATES_ARE,
    });
  }
}
