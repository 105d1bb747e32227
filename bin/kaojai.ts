import { App } from 'aws-cdk-lib';
import { CannotSynthesise, readStage } from '../lib/config.ts';
import { addStackSet } from '../lib/stack-set.ts';

const app = new App();
const context = (name: string): string | undefined => app.node.tryGetContext(name);
try {
  const settings = readStage(context('stage') ?? 'development', {
    publicBaseUrl: context('publicBaseUrl'),
    egressBase: context('egressBase'),
  });
  addStackSet(app, { settings, bundles: context('bundles'), console: context('console') });
} catch (error) {
  if (!(error instanceof CannotSynthesise)) throw error;
  console.error(error.message);
  process.exit(1);
}
