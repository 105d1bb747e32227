import { Duration, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import {
  type ConsoleNeighbours,
  consolePolicy,
  HSTS_SECONDS,
  PLAIN_HEADERS,
  REFERRER_POLICY,
} from '../console-headers.ts';
import { API_PATHS, HASHED_FILES } from '../console-paths.ts';

export interface ConsoleDistributionProps {
  readonly settings: StageSettings;
  readonly bucket: s3.Bucket;
  readonly neighbours: ConsoleNeighbours;
  /** Host where the API answers, and whether it wants to be called by the name that the browser used. */
  readonly api: { readonly host: string; readonly byViewersName: boolean };
}

/** What a path that names no file becomes: pages are found by the document, not by S3. The rule of `consoleFile`. */
const TO_DOCUMENT = `function handler(event) {
  var request = event.request;
  if (!/\\.[a-z0-9]+$/i.test(request.uri)) request.uri = '/index.html';
  return request;
}`;

/** One origin for the console and the API (docs/adr/0019-console-origin.md). */
export class ConsoleDistribution extends Construct {
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, props: ConsoleDistributionProps) {
    super(scope, id);
    const files = this.#files(props);
    const api = apiBehaviour(props.api);
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `KaoJai ${props.settings.stage}: console and API`,
      defaultBehavior: { ...files, ...this.#toDocument() },
      additionalBehaviors: {
        [`${HASHED_FILES}*`]: { ...files, cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED },
        ...Object.fromEntries(API_PATHS.map((path) => [path, api])),
      },
      defaultRootObject: 'index.html',
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      // Singapore among them; all but South America and Oceania.
      priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
      ...this.#name(props.settings),
    });
    this.#acknowledge(props.settings);
  }

  #files({ bucket, ...props }: ConsoleDistributionProps): cloudfront.BehaviorOptions {
    return {
      // The cast: aws-cdk-lib is not compiled with exactOptionalPropertyTypes.
      origin: origins.S3BucketOrigin.withOriginAccessControl(bucket as s3.IBucket),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: this.#asTheFileSays(),
      responseHeadersPolicy: this.#headers(props.neighbours),
      compress: true,
    };
  }

  /** The document and its configuration are `no-cache`: S3 is asked each time whether they have changed, and nothing has to be invalidated. */
  #asTheFileSays(): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, 'AsTheFileSays', {
      comment: 'Whatever the file itself says',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  #headers(neighbours: ConsoleNeighbours): cloudfront.ResponseHeadersPolicy {
    return new cloudfront.ResponseHeadersPolicy(this, 'Headers', {
      comment: 'What the console may load, and where it may talk to',
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy: consolePolicy(neighbours), override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.seconds(HSTS_SECONDS),
          includeSubdomains: true,
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: {
          referrerPolicy: REFERRER_POLICY as cloudfront.HeadersReferrerPolicy,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(PLAIN_HEADERS).map(([header, value]) => ({
          header,
          value,
          override: true,
        })),
      },
    });
  }

  #toDocument(): Pick<cloudfront.BehaviorOptions, 'functionAssociations'> {
    const toDocument = new cloudfront.Function(this, 'ToDocument', {
      comment: 'Pages of the console are found by its one document',
      code: cloudfront.FunctionCode.fromInline(TO_DOCUMENT),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
    return {
      functionAssociations: [
        { function: toDocument, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST },
      ],
    };
  }

  #name({ customDomain }: StageSettings): Partial<cloudfront.DistributionProps> {
    if (!customDomain?.consoleCertificateArn) return {};
    return {
      domainNames: [customDomain.domainName],
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', customDomain.consoleCertificateArn),
    };
  }

  #acknowledge({ customDomain }: StageSettings): void {
    const { distribution } = this;
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR1',
      reason: 'Agents travel, and platforms call from wherever their machines are.',
    });
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR2',
      reason: 'API Gateway throttles, whatever asks for data needs a token, and the files are for everybody.',
    });
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR3',
      reason:
        "Its logs hold the addresses of everybody's browser, and would be one more store to retain and erase. API Gateway logs what is asked of " +
        'the API, without addresses; of the files, it matters to nobody who fetched them.',
    });
    if (customDomain?.consoleCertificateArn) return;
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR4',
      reason:
        "Without a name of its own it has CloudFront's certificate, whose protocols only CloudFront decides.",
    });
  }
}

/** Nothing of the API is kept, and it gets all that the browser sent. */
function apiBehaviour({ host, byViewersName }: ConsoleDistributionProps['api']): cloudfront.BehaviorOptions {
  return {
    origin: new origins.HttpOrigin(host, {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      // As long as API Gateway itself waits.
      readTimeout: Duration.seconds(30),
    }),
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
    originRequestPolicy: byViewersName
      ? cloudfront.OriginRequestPolicy.ALL_VIEWER
      : cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    compress: true,
  };
}
