import { parseArgs } from 'node:util';
import { inventoryAsJson } from './inventory/as-json.ts';
import { inventoryAsMarkdown } from './inventory/as-markdown.ts';

const USAGE = 'npm run inventory [-- --json]';

/** Prints the data inventory: for auditors as tables, for programs as JSON. */
function run(args: readonly string[]): void {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  console.log(values.json ? JSON.stringify(inventoryAsJson(), null, 2) : inventoryAsMarkdown());
}

try {
  run(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}. Usage: ${USAGE}`);
  process.exit(1);
}
