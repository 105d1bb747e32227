import path from 'node:path';
import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { connectors as allConnectors } from '../lambdas/connectors/index.ts';
import type { Connector } from '../lambdas/ports/connector.ts';
import type { StageSettings } from './config.ts';
import { DataStack } from './stacks/data-stack.ts';
import { InboxStack } from './stacks/inbox-stack.ts';
import { IngressStack } from './stacks/ingress-stack.ts';

export interface StackSetProps {
  readonly settings: StageSettings;
  /** Folder with one bundle per function. @default - where `npm run build` puts them */
  readonly bundles?: string | undefined;
  /** The platforms. @default - all that the registry knows */
  readonly connectors?: readonly Connector[];
}

/** The stacks of one deployment. */
export interface StackSet {
  readonly data: DataStack;
  readonly ingress: IngressStack;
  readonly inbox: InboxStack;
}

/**
 * Adds the stacks of one deployment to `app`, with the checks that synthesis has to pass.
 * @throws CannotSynthesise when a function's bundle is missing
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
  Tags.of(app).add('application', 'kaojai');
  Tags.of(app).add('stage', stage);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { data, ingress, inbox };
}
