import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { Kms } from '../../lambdas/aws/kms.ts';
import type { Endpoints } from '../cloud/endpoints.ts';
import { Problem } from '../cloud/problem.ts';

/** The public half of the key that signs certificates here, as PEM. */
export async function publicKeyOf({ awsEndpoint: endpoint, region }: Endpoints): Promise<string> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new Kms(new AwsCaller({ region, endpoint, credentials })).publicKey(
    'alias/kaojai-local/certificate',
  );
}

/** What `npm run certificate:verify` says, run as its own process: it has the file and the key, and nothing else. @throws Problem */
export function checkOffline(file: string, keyFile: string): readonly string[] {
  const script = path.resolve('bin', 'certificate-verify.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file, '--key', keyFile], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Problem(`The certificate is not genuine: ${stderr.trim()}`);
  return stdout.trim().split('\n');
}
