import { SecretText } from '../../lambdas/domain/secret-text.ts';
import type { AppDefinition } from '../../lambdas/ports/connector.ts';
import type { WebhookSecrets } from '../../lambdas/ports/vaults.ts';
import { OPERATOR } from '../../lambdas/store/keys.ts';
import { Problem } from '../cloud/problem.ts';

/**
 * Keeps the secret and the public fields of one of the operator's platform applications.
 * @throws Problem naming the fields that are missing
 */
export async function saveApp(
  secrets: WebhookSecrets,
  { name, credential, secretField, factFields, optionalFields = [] }: AppDefinition,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const missing = [secretField, ...factFields].filter((field) => !fields[field]);
  if (missing.length > 0) throw new Problem(`The app ${name} lacks: ${missing.join(', ')}.`);
  const owner = { workspaceId: OPERATOR, connectionId: credential, platform: name };
  const given = [...factFields, ...optionalFields].filter((field) => fields[field]);
  const facts = Object.fromEntries(given.map((field) => [field, fields[field] as string]));
  await secrets.add(owner, { ref: credential, secret: new SecretText(fields[secretField] as string), facts });
}
