import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { AgentDirectory } from '../constructs/agent-directory.ts';
import { AgentRoutes } from '../constructs/agent-routes.ts';
import { ServiceAlarm } from '../constructs/alarm.ts';
import type { GuardedQueue } from '../constructs/guarded-queue.ts';
import { LiveUpdates } from '../constructs/live-updates.ts';
import { grantStartPrivacyRuns } from '../constructs/privacy-runs.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import type { DataStack } from './data-stack.ts';

export interface InboxStackProps extends StackProps {
  readonly data: DataStack;
  /** The API to which the agents' routes are added: one origin serves all. */
  readonly api: HttpApi;
  readonly keeperJobs: GuardedQueue;
  readonly sendJobs: GuardedQueue;
  readonly mediaJobs: GuardedQueue;
}

/** What agents work with: their accounts and their API. */
export class InboxStack extends Stack {
  readonly userPool: IUserPool;
  /** Id of the app that people sign in with. */
  readonly clientId: string;
  /** Where browsers open their sockets. */
  readonly liveUrl: string;

  constructor(scope: Construct, id: string, props: InboxStackProps) {
    super(scope, id, props);
    const { data, api, keeperJobs } = props;
    const agents = new AgentDirectory(this, 'Agents', data.foundation);
    this.userPool = agents.pool;
    this.clientId = agents.client.userPoolClientId;
    const agentApi = this.#addAgentApi(props);
    const live = new LiveUpdates(this, 'Live', { data });
    live.grantInvite(agentApi);
    this.liveUrl = live.url;
    const connect = this.#addConnect(data, keeperJobs);
    const privacy = this.#addPrivacyApi(props);
    new AgentRoutes(this, 'Routes', { api, agents, agentApi, connect, privacy });
    new CfnOutput(this, 'UserPoolId', { value: agents.pool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: agents.client.userPoolClientId });
  }

  #addAgentApi({ data, sendJobs, mediaJobs }: InboxStackProps): ServiceFunction {
    const { foundation, inbox, connections, subjectKeys, subjectKey, ledger, media } = data;
    const agentApi = new ServiceFunction(this, 'AgentApi', {
      ...foundation,
      bundle: 'agent-api',
      description: 'Shows agents their conversations and does what they ask for',
      memoryMb: 512,
      timeout: Duration.seconds(10),
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'keyLifeSeconds',
        'ledgerTable',
        'subjectKeyArn',
        'sendQueueUrl',
        'mediaBucket',
        'malwareScan',
        'mediaQueueUrl',
        'liveUrl',
      ],
    });
    inbox.grantServe(agentApi);
    connections.grantRead(agentApi);
    subjectKeys.grantCreate(agentApi);
    ledger.grantAudit(agentApi);
    sendJobs.grantSend(agentApi);
    media.grantShowFiles(agentApi);
    mediaJobs.grantSend(agentApi);
    subjectKey.grantContent(agentApi);
    return agentApi;
  }

  #addPrivacyApi({ data, sendJobs, mediaJobs }: InboxStackProps): ServiceFunction {
    const { foundation, inbox, connections, subjectKeys, subjectKey, ledger, media } = data;
    const privacy = new ServiceFunction(this, 'PrivacyApi', {
      ...foundation,
      bundle: 'privacy-api',
      description: 'Takes privacy requests and legal holds',
      // An archive is opened while somebody waits for its link, as long as API Gateway waits.
      memoryMb: 1_024,
      timeout: Duration.seconds(29),
      needs: [
        'inboxTable',
        'connectionsTable',
        'subjectKeysTable',
        'ledgerTable',
        'subjectKeyArn',
        'keyLifeSeconds',
        'sendQueueUrl',
        'privacyStateMachineArn',
        'mediaBucket',
        'mediaQueueUrl',
      ],
    });
    // A code goes into the conversation of whoever a request is about, as a message of the shop.
    inbox.grantSend(privacy);
    inbox.grantCountByAge(privacy);
    connections.grantRead(privacy);
    subjectKeys.grantCreate(privacy);
    subjectKey.grantContent(privacy);
    ledger.grantAudit(privacy);
    ledger.grantManageRequests(privacy);
    ledger.grantKeepRecords(privacy);
    sendJobs.grantSend(privacy);
    media.grantShowArchives(privacy);
    mediaJobs.grantSend(privacy);
    grantStartPrivacyRuns(privacy, foundation.settings.stage);
    new ServiceAlarm(this, 'PrivacyApiErrors', {
      ...foundation,
      heading: 'privacyApiErrors',
      metric: privacy.target.metricErrors({ period: Duration.minutes(5) }),
    });
    return privacy;
  }

  #addConnect(
    { foundation, inbox, connections, ledger, tokenKey }: DataStack,
    keeperJobs: GuardedQueue,
  ): ServiceFunction {
    const connect = new ServiceFunction(this, 'Connect', {
      ...foundation,
      bundle: 'connect',
      description: 'Connects and disconnects platform accounts',
      memoryMb: 512,
      // As long as API Gateway waits: a consent takes several calls of the platform.
      timeout: Duration.seconds(29),
      callsOut: true,
      needs: [
        'inboxTable',
        'connectionsTable',
        'ledgerTable',
        'tokenKeyArn',
        'publicBaseUrl',
        'keeperQueueUrl',
      ],
    });
    connect.set('publicBaseUrl', foundation.settings.publicBaseUrl);
    inbox.grantReadMembers(connect);
    connections.grantConnect(connect);
    ledger.grantAudit(connect);
    ledger.grantRequest(connect);
    tokenKey.grantKeepTokens(connect);
    keeperJobs.grantSend(connect);
    new ServiceAlarm(this, 'ConnectErrors', {
      ...foundation,
      heading: 'connectErrors',
      metric: connect.target.metricErrors({ period: Duration.minutes(5) }),
    });
    return connect;
  }
}
