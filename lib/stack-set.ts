import path from 'node:path';
import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { connectors as allConnectors } from '../lambdas/connectors/index.ts';
import type { Connector } from '../lambdas/ports/connector.ts';
import type { StageSettings } from './config.ts';
import { InventoryCheck } from './constructs/inventory-check.ts';
import { leftOutLocally } from './local-cloud.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { GuardStack } from './stacks/guard-stack.ts';
import { InboxStack } from './stacks/inbox-stack.ts';
import { IngressStack } from './stacks/ingress-stack.ts';
import { LifecycleStack } from './stacks/lifecycle-stack.ts';

export interface StackSetProps {
  readonly settings: StageSettings;
  /** Folder with one bundle per function. @default - where `npm run build` puts them */
  readonly bundles?: string | undefined;
  /** Folder of the built console. @default - where `npm run build:web` puts it */
  readonly console?: string | undefined;
  /** The platforms. @default - all that the registry knows */
  readonly connectors?: readonly Connector[];
}

/** The stacks of one deployment. */
export interface StackSet {
  readonly data: DataStack;
  readonly ingress: IngressStack;
  readonly inbox: InboxStack;
  readonly lifecycle: LifecycleStack;
  readonly guard: GuardStack;
  /** Absent where something else serves it: on one machine. */
  readonly console: ConsoleStack | undefined;
}

/**
 * Adds the stacks of one deployment to `app`, with the checks that synthesis has to pass.
 * @throws CannotSynthesise when a function's bundle is missing, or the built console
 */
export function addStackSet(app: App, props: StackSetProps): StackSet {
  const { settings, bundles = path.join('dist', 'lambdas'), connectors = allConnectors } = props;
  const { stage, region, account } = settings;
  const named = (name: string) => ({
    stackName: `KaoJai-${stage}-${name}`,
    env: { region, ...(account && { account }) },
    terminationProtection: settings.stateful.deletionProtection,
  });
  const data = new DataStack(app, `KaoJai-${stage}-Data`, { ...named('Data'), settings, bundles });
  const ingress = new IngressStack(app, `KaoJai-${stage}-Ingress`, { ...named('Ingress'), data, connectors });
  const inbox = new InboxStack(app, `KaoJai-${stage}-Inbox`, {
    ...named('Inbox'),
    data,
    api: ingress.api,
    keeperJobs: ingress.keeperJobs,
    sendJobs: ingress.sendJobs,
    mediaJobs: ingress.mediaJobs,
  });
  const lifecycle = new LifecycleStack(app, `KaoJai-${stage}-Lifecycle`, {
    ...named('Lifecycle'),
    data,
    userPool: inbox.userPool,
  });
  const guard = new GuardStack(app, `KaoJai-${stage}-Guard`, { ...named('Guard'), data });
  const console = leftOutLocally('origin access control', settings)
    ? undefined
    : new ConsoleStack(app, `KaoJai-${stage}-Console`, {
        ...named('Console'),
        data,
        api: ingress.api,
        apiTarget: ingress.apiTarget,
        agents: inbox,
        folder: props.console ?? path.join('dist', 'web'),
      });
  Tags.of(app).add('application', 'kaojai');
  Tags.of(app).add('stage', stage);
  app.node.addValidation(new InventoryCheck(app));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { data, ingress, inbox, lifecycle, guard, console };
}
