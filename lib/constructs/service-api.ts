import { CfnOutput, type Duration } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import { ServiceAlarm } from './alarm.ts';
import type { Foundation } from './foundation.ts';
import { ServiceLogGroup } from './log-group.ts';

/** Nothing personal: a path may carry a customer's id, an address is personal data, and the route key says enough. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
};

export interface ServiceApiProps extends Foundation {
  /** Over how long 5xx answers are counted. */
  readonly alarmPeriod: Duration;
}

/** The one HTTP API: webhooks, callbacks and the agent API share its origin. Stacks add their routes to it. */
export class ServiceApi extends Construct {
  readonly api: apigw.HttpApi;
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** What a DNS record of the API's own domain would point to; absent = it has none. */
  readonly target: string | undefined;

  constructor(scope: Construct, id: string, props: ServiceApiProps) {
    super(scope, id);
    const { settings } = props;
    this.api = new apigw.HttpApi(this, 'Api', {
      apiName: `KaoJai-${settings.stage}`,
      createDefaultStage: false,
      // With a domain of its own, nothing may go around it.
      disableExecuteApiEndpoint: settings.customDomain !== undefined,
    });
    const domainName = this.#domain(settings);
    this.target = domainName?.regionalDomainName;
    this.url = domainName ? `https://${domainName.name}` : this.api.apiEndpoint;
    new apigw.HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttle.rate, burstLimit: settings.throttle.burst },
      accessLogSettings: {
        destination: new apigw.LogGroupLogDestination(new ServiceLogGroup(this, 'AccessLogs', props)),
        format: apigateway.AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
      ...(domainName && { domainMapping: { domainName } }),
    });
    new ServiceAlarm(this, 'ServerErrors', {
      ...props,
      heading: 'apiErrors',
      metric: this.api.metricServerError({ period: props.alarmPeriod, statistic: 'Sum' }),
    });
  }

  #domain({ customDomain }: Foundation['settings']): apigw.DomainName | undefined {
    if (!customDomain) return undefined;
    const domain = new apigw.DomainName(this, 'Domain', {
      domainName: customDomain.domainName,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', customDomain.certificateArn),
      securityPolicy: apigw.SecurityPolicy.TLS_1_2,
    });
    // What the domain's DNS record has to point to.
    new CfnOutput(this, 'DomainTarget', { value: domain.regionalDomainName });
    return domain;
  }
}
