import { readFileSync } from 'node:fs';
import aws4 from 'aws4';
import { Problem } from './problem.ts';

/** Whom the local stage's mails come from; undefined = it sends none. */
export function localSender(): string | undefined {
  return (JSON.parse(readFileSync('stages/local.json', 'utf8')) as { mailFrom?: string }).mailFrom;
}

/**
 * Has the emulator take the sender for verified. On AWS that takes entries in the domain's DNS; MiniStack, too, refuses mail from an address
 * that nobody named to it.
 * @param sender an address, or `Name <address>`
 * @throws Problem when the emulator does not take it
 */
export async function verifySender(awsEndpoint: string, region: string, sender: string): Promise<void> {
  const address = /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender;
  const { host } = new URL(awsEndpoint);
  const body = JSON.stringify({ EmailIdentity: address });
  const path = '/v2/email/identities';
  // The signature tells the emulator the region: each has its own senders.
  const signed = aws4.sign(
    {
      service: 'ses',
      region,
      host,
      method: 'POST',
      path,
      body,
      headers: { 'content-type': 'application/json' },
    },
    { accessKeyId: 'test', secretAccessKey: 'test' },
  );
  const headers = signed.headers as Record<string, string>;
  const response = await fetch(`${awsEndpoint}${path}`, { method: 'POST', headers, body });
  const answer = await response.text();
  // LocalStack, unlike MiniStack, says so when it knows the sender already.
  if (response.ok || answer.includes('AlreadyExists')) return;
  throw new Problem(
    `The emulator does not take ${address} for a sender of mail: ${response.status} ${answer}`,
  );
}
