import { spawnSync } from 'node:child_process';

describe("the console's types of the API", () => {
  it('are what the routes say: if not, run "npm run api:types"', () => {
    // A process of its own: what writes the types is an ECMAScript module only.
    const { status, stderr } = spawnSync(process.execPath, ['local/api-types.ts', '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
