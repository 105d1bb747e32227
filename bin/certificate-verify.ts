import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isGenuine, type SignedCertificate } from '../lambdas/domain/certificate.ts';
import { Problem } from '../local/cloud/problem.ts';

const USAGE = 'npm run certificate:verify -- FILE --key PUBLIC_KEY.pem';

/**
 * Checks a certificate of erasure without a network: whether this key signed exactly what stands in it. The key is the operator's; ask for it on
 * another way than for the certificate (`npm run certificate:key` prints it).
 */
function run(args: readonly string[]): void {
  const { file, key } = readArgs(args);
  const signed = readCertificate(file);
  if (!isGenuine(signed, readText(key)))
    throw new Problem(
      'NOT GENUINE: this key did not sign what stands in the file. Somebody changed it, or it is of another deployment.',
    );
  const { certificate } = signed;
  const erased = Object.entries(certificate.erased).map(([store, count]) => `${store} ${count}`);
  const scanned = Object.entries(certificate.proof.scanned).map(([store, count]) => `${store} ${count}`);
  console.log(
    `Genuine. Certificate ${certificate.id} of the request ${certificate.requestId} (${certificate.subject}).`,
  );
  console.log(`Erased as of   ${certificate.erasedAt}, completed ${certificate.completedAt}`);
  console.log(`Destroyed      ${erased.join(', ') || 'nothing: nothing was there'}`);
  console.log(`Looked through ${scanned.join(', ')}: found ${certificate.proof.found}`);
  const { memorySeconds, recoveryDays, backupDays } = certificate.keyMaterial;
  console.log(
    `Keys           gone from memory after ${memorySeconds} s, from the recovery window after ${recoveryDays} day; backups end after ${backupDays} days`,
  );
  for (const { what, basis } of certificate.exceptions) console.log(`Kept           ${what} (${basis})`);
}

function readArgs(args: readonly string[]): { file: string; key: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { key: { type: 'string' } },
    });
    const [file] = positionals;
    if (file === undefined || values.key === undefined) throw new Error('a file and a key are needed');
    return { file, key: values.key };
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

function readCertificate(file: string): SignedCertificate {
  try {
    const read = JSON.parse(readText(file)) as SignedCertificate;
    if (!read.certificate || !read.signature?.value) throw new Error('it has no certificate and signature');
    return read;
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`${file} is no certificate: ${(error as Error).message}.`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

try {
  run(process.argv.slice(2));
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exit(1);
}
