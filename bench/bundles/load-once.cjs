// Loads one bundle in a fresh process and says how long that took, in milliseconds: the loading alone, and all since the process began.
const before = performance.now();
require(process.argv[2]);
const after = performance.now();
process.stdout.write(JSON.stringify({ loading: after - before, sinceStart: after }), () => process.exit());
