import { connectors } from '../../lambdas/connectors/index.ts';
import { connectorContract } from '../support/connector-contract.ts';

for (const connector of connectors) connectorContract(connector, connectors);
