const { mkdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');

/** Keeps what came of the integration tests, which `npm run policy` cannot run by itself: names and outcomes only. */
module.exports = class ResultReporter {
  onRunComplete(_contexts, { testResults }) {
    const root = process.cwd();
    const tests = testResults
      .filter(({ testFilePath }) => testFilePath.startsWith(path.join(root, 'test', 'integration')))
      .flatMap(({ testFilePath, testResults: results }) =>
        results.map(({ fullName, status }) => ({
          file: path.relative(root, testFilePath),
          name: fullName,
          status,
        })),
      );
    if (tests.length === 0) return;
    mkdirSync('dist', { recursive: true });
    const file = path.join('dist', 'integration-results.json');
    writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), tests })}\n`);
  }
};
