import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { ENV, type EnvName } from '../../lambdas/runtime/env.ts';
import { CannotSynthesise } from '../config.ts';
import type { Foundation } from './foundation.ts';
import { ServiceLogGroup } from './log-group.ts';

/** Lambda itself, or the local cloud, sets the others. */
export type SettableEnv = Exclude<EnvName, 'awsEndpoint' | 'region'>;

export interface ServiceFunctionProps extends Foundation {
  /** Name of the bundle, which `npm run build` makes of `lambdas/entry/{name}.ts`. */
  readonly bundle: string;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
  /** The variables that the function reads. The grants have to set exactly these, or synthesis fails. */
  readonly needs: readonly SettableEnv[];
  /** Whether the function calls hosts outside AWS, which the stage may redirect. @default false */
  readonly callsOut?: boolean;
  /** @default - shares the account's concurrency */
  readonly reservedConcurrency?: number | undefined;
  /** Instances kept warm. @default - none */
  readonly provisionedConcurrency?: number | undefined;
}

/** A function of KaoJai: the only place that knows runtime, processor, logging and role. */
export class ServiceFunction extends Construct {
  /** What to invoke: the function, or the alias that keeps instances warm. */
  readonly target: lambda.IFunction;
  readonly role: iam.Role;
  readonly #function: lambda.Function;
  readonly #variables = new Set<SettableEnv>();

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const logGroup = new ServiceLogGroup(this, 'Logs', props);
    this.role = new iam.Role(this, 'Role', {
      description: `KaoJai ${props.bundle}`,
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    this.#function = new lambda.Function(this, 'Function', {
      description: props.description,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      code: bundle(props.bundles, props.bundle),
      handler: 'index.handler',
      role: this.role,
      memorySize: props.memoryMb,
      timeout: props.timeout,
      // The tracer would cost the ingress more time than its whole work; the logs carry the request id.
      tracing: lambda.Tracing.DISABLED,
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      systemLogLevelV2: lambda.SystemLogLevel.WARN,
      applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
    });
    this.allow({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    this.#checkVariables(props);
    if (props.callsOut && props.settings.egressBase) this.set('egressBase', props.settings.egressBase);
    this.target = this.#keepWarm(props.provisionedConcurrency);
  }

  /** Sets an environment variable. Grants call this, so that a permission never comes without its variable. */
  set(name: SettableEnv, value: string): this {
    this.#variables.add(name);
    this.#function.addEnvironment(ENV[name], value);
    return this;
  }

  /** Adds a statement to the function's own role. */
  allow(statement: iam.PolicyStatementProps): this {
    this.role.addToPolicy(new iam.PolicyStatement(statement));
    return this;
  }

  #keepWarm(instances: number | undefined): lambda.IFunction {
    if (instances === undefined) return this.#function;
    // The casts: aws-cdk-lib is not compiled with exactOptionalPropertyTypes.
    return new lambda.Alias(this, 'Live', {
      aliasName: 'live',
      version: this.#function.currentVersion as lambda.IVersion,
      provisionedConcurrentExecutions: instances,
    }) as lambda.IFunction;
  }

  #checkVariables({ needs, callsOut, settings }: ServiceFunctionProps): void {
    const expected = callsOut && settings.egressBase ? [...needs, 'egressBase' as const] : needs;
    this.node.addValidation({
      validate: () => {
        const lacking = expected.filter((name) => !this.#variables.has(name));
        const idle = [...this.#variables].filter((name) => !expected.includes(name));
        return [
          ...lacking.map((name) => `nothing sets ${ENV[name]}, which ${this.node.id} needs`),
          ...idle.map((name) => `${ENV[name]} is set, but ${this.node.id} does not need it`),
        ];
      },
    });
  }
}

function bundle(folder: string, name: string): lambda.Code {
  const at = path.join(folder, name);
  if (!existsSync(at)) throw new CannotSynthesise(`There is no bundle in ${at}: run "npm run build" first.`);
  return lambda.Code.fromAsset(at);
}
