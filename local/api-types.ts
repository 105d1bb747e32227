import { writeFileSync } from 'node:fs';
import { API_TYPES, apiTypes, areApiTypesCurrent } from '../web/api-types.ts';

/** `npm run api:types`: writes the console's types of the agent API. With `--check`, only says whether they are current. */
if (!process.argv.includes('--check')) {
  writeFileSync(API_TYPES, await apiTypes());
  console.log(`Wrote ${API_TYPES}.`);
} else if (!(await areApiTypesCurrent())) {
  console.error(`${API_TYPES} is not what the routes say: run "npm run api:types".`);
  process.exit(1);
}
