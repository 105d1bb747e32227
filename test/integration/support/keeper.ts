import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { AwsCaller } from '../../../lambdas/aws/aws-call.ts';
import type { KeeperJobKind } from '../../../lambdas/ports/keeper-jobs.ts';
import { connectionKeys } from '../../../lambdas/store/keys.ts';
import { SqsKeeperJobs } from '../../../lambdas/store/sqs-keeper-jobs.ts';
import { dynamo } from './clients.ts';
import { endpoints, eventually } from './cloud.ts';

const { region, awsEndpoint: endpoint, queues, tables } = endpoints;
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const jobs = new SqsKeeperJobs(new AwsCaller({ region, endpoint, credentials }), queues.Keeper ?? '');

/** Has the connection keeper do now what it would do in its own time. */
export function askKeeper(kind: KeeperJobKind, workspaceId: string, id: string): Promise<void> {
  return jobs.ask([{ kind, workspaceId, id }]);
}

/** Waits until the import of earlier messages has come to its end. */
export function untilImported(workspaceId: string, connectionId: string): Promise<true> {
  const Key = marshall(connectionKeys.history(workspaceId, connectionId));
  return eventually(async () => {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: tables.Connections, Key, ConsistentRead: true }),
    );
    return Item ? undefined : true;
  }, 'the end of the import');
}
