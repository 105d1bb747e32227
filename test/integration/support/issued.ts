import { readFileSync } from 'node:fs';
import path from 'node:path';
import { emulatorState } from '../../../local/cloud/local-cloud.ts';
import { state } from './cloud.ts';

/** What the sandbox's `newToken` makes ends like this. */
const TOKEN = /[\w-]{40}$/;
const SECRET_NAME = /secret|partnerKey|pushKey/i;

/** Every token, code and secret that the platforms of the sandbox have issued or know. */
export function issuedSecrets(): ReadonlySet<string> {
  const memory = JSON.parse(readFileSync(path.join(emulatorState(state), 'sandbox.json'), 'utf8')) as unknown;
  const found = new Set<string>();
  collect('', memory, found);
  return found;
}

function collect(name: string, value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (isSecret(name, value)) found.add(value);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (isSecret('', key)) found.add(key);
    collect(key, inner, found);
  }
}

function isSecret(name: string, value: string): boolean {
  // What a file is called in an address that we handed out is our own random name for it.
  if (name === 'name' || /\s|:\/\//.test(value)) return false;
  return (TOKEN.test(value) && /\D/.test(value)) || (SECRET_NAME.test(name) && value.length >= 16);
}
