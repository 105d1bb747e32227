const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { transformSync, version } = require('esbuild');

const self = readFileSync(__filename);

/** The whole TypeScript step of the tests: types are checked by `tsc`, here they are only removed. */
module.exports = {
  process(source, filename) {
    return transformSync(source, {
      loader: filename.endsWith('.tsx') ? 'tsx' : filename.endsWith('.ts') ? 'ts' : 'js',
      jsx: 'automatic',
      format: 'cjs',
      target: 'node24',
      // jest has no `import()` without flags; esbuild then writes it as `require()`.
      supported: { 'dynamic-import': false },
      sourcemap: 'inline',
      sourcefile: filename,
    });
  },
  getCacheKey(source, filename) {
    return createHash('sha256').update(self).update(version).update(filename).update(source).digest('hex');
  },
};
