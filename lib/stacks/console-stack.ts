import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import { ConsoleDistribution } from '../constructs/console-distribution.ts';
import { consoleBucket, publishConsole } from '../constructs/console-files.ts';
import type { DataStack } from './data-stack.ts';
import type { InboxStack } from './inbox-stack.ts';

export interface ConsoleStackProps extends StackProps {
  readonly data: DataStack;
  /** The API that shares the console's origin. */
  readonly api: HttpApi;
  /** What a DNS record of the API's own domain would point to; absent = it has none. */
  readonly apiTarget?: string | undefined;
  readonly agents: Pick<InboxStack, 'userPool' | 'clientId' | 'liveUrl'>;
  /** Folder of the built console. */
  readonly folder: string;
}

/** The console: its files, and the one origin that it shares with the API. Left out locally, where the front plays CloudFront. */
export class ConsoleStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { data, api, apiTarget, agents, folder, ...props }: ConsoleStackProps,
  ) {
    super(scope, id, props);
    const { foundation, media } = data;
    const { settings } = foundation;
    const cognito = `https://cognito-idp.${this.region}.${this.urlSuffix}`;
    const bucket = consoleBucket(this);
    const { distribution } = new ConsoleDistribution(this, 'Site', {
      settings,
      bucket,
      neighbours: {
        cognito,
        media: `https://s3.${this.region}.${this.urlSuffix}/${media.bucket.bucketName}/`,
        live: originOf(agents.liveUrl),
      },
      api: apiHost(settings, api, apiTarget, this),
    });
    publishConsole(this, {
      foundation,
      bucket,
      folder,
      config: {
        apiUrl: '',
        wsUrl: agents.liveUrl,
        cognito: {
          endpoint: cognito,
          userPoolId: agents.userPool.userPoolId,
          clientId: agents.clientId,
        },
        stage: settings.stage,
      },
    });
    // What the DNS record of the public address has to point to.
    new CfnOutput(this, 'ConsoleTarget', { value: distribution.distributionDomainName });
  }
}

/** Without the path, which a policy would take literally. */
function originOf(liveUrl: string): string {
  return liveUrl.replace(/^(wss?:\/\/[^/]+)\/.*$/, '$1');
}

/** Where CloudFront finds the API. A domain of its own answers to its name only: CloudFront passes the browser's on, if they are the same. */
function apiHost(
  { customDomain }: StageSettings,
  { apiId }: HttpApi,
  target: string | undefined,
  { region, urlSuffix }: Stack,
): { host: string; byViewersName: boolean } {
  if (!customDomain || !target)
    return { host: `${apiId}.execute-api.${region}.${urlSuffix}`, byViewersName: false };
  if (!customDomain.consoleCertificateArn) return { host: customDomain.domainName, byViewersName: false };
  return { host: target, byViewersName: true };
}
