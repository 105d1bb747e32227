import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import { AgentDirectory } from '../constructs/agent-directory.ts';
import { AgentRoutes } from '../constructs/agent-routes.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { DataStack } from './data-stack.ts';

export interface InboxStackProps extends StackProps {
  readonly data: DataStack;
  /** The API to which the agents' routes are added: one origin serves all. */
  readonly api: HttpApi;
}

/** What agents work with: their accounts and their API. */
export class InboxStack extends Stack {
  constructor(scope: Construct, id: string, props: InboxStackProps) {
    super(scope, id, props);
    const { data, api } = props;
    const agents = new AgentDirectory(this, 'Agents', data.foundation);
    const agentApi = this.#addAgentApi(data);
    new AgentRoutes(this, 'Routes', { api, agents, agentApi });
    new CfnOutput(this, 'UserPoolId', { value: agents.pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: agents.client.userPoolClientId });
  }

  #addAgentApi({ foundation, inbox, connections, subjectKeys, subjectKey }: DataStack): ServiceFunction {
    const agentApi = new ServiceFunction(this, 'AgentApi', {
      ...foundation,
      bundle: 'agent-api',
      description: 'Shows agents their conversations and does what they ask for',
      memoryMb: 512,
      timeout: Duration.seconds(10),
      callsOut: true,
      needs: ['inboxTable', 'connectionsTable', 'subjectKeysTable', 'subjectKeyArn'],
    });
    inbox.grantServe(agentApi);
    connections.grantRead(agentApi);
    subjectKeys.grantRead(agentApi);
    subjectKey.grantContent(agentApi, 'open');
    return agentApi;
  }
}
