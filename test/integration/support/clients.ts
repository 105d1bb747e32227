import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { endpoints } from './cloud.ts';

const client = {
  endpoint: endpoints.awsEndpoint,
  region: endpoints.region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};

export const dynamo = new DynamoDBClient(client);
export const logs = new CloudWatchLogsClient(client);
export const s3 = new S3Client({ ...client, forcePathStyle: true });
export const sqs = new SQSClient(client);
