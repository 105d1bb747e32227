// The door to every command of this repository. Runs on Node 20 or newer without anything installed: it brings the
// dependencies in, then hands over to the Node version that the functions run on (devDependency `node`).
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const BIN = path.join(ROOT, 'node_modules', '.bin');
const STAMP = path.join(ROOT, 'node_modules', '.kaojai-lock');

const COMMANDS = {
  start: 'local/start.ts',
  test: 'local/test.ts',
  'test:ui': 'local/test-ui.ts',
  check: 'local/check.ts',
  build: 'local/build.ts',
  'build:web': 'local/build-web.ts',
  'api:types': 'local/api-types.ts',
  bench: 'bench/run.ts',
  inbox: 'local/inbox.ts',
  'connect-tour': 'local/connect-tour.ts',
  'answer-tour': 'local/answer-tour.ts',
  'demo:privacy': 'local/demo-privacy.ts',
  parked: 'bin/parked.ts',
  'audit:verify': 'bin/audit-verify.ts',
  'privacy:import': 'bin/privacy-import.ts',
  'privacy:inbox': 'bin/privacy-inbox.ts',
  policy: 'bin/policy.ts',
  incident: 'bin/incident.ts',
  inventory: 'bin/inventory.ts',
  'app-secrets': 'bin/app-secrets.ts',
  'certificate:verify': 'bin/certificate-verify.ts',
  'certificate:key': 'bin/certificate-key.ts',
  'restore:replay': 'bin/restore-replay.ts',
};

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function requireNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    stop(
      `KaoJai needs Node.js 20 or newer; this is ${process.versions.node}. Install one from https://nodejs.org.`,
    );
}

/** Installs exactly what package-lock.json says, once per lock file. */
function install() {
  const lock = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  process.stdout.write('Installing dependencies (npm ci) …\n');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (npm.error)
    stop(
      `npm could not be started (${npm.error.message}). It comes with Node.js; install it and run this again.`,
    );
  if (npm.status !== 0)
    stop(
      'The dependencies could not be installed; npm says why above. Check the network, then run this again.',
    );
  writeFileSync(STAMP, lock);
}

/** The package `node` comes by an install script; with scripts off, the machine's own Node.js is used if it will do. */
function runtime() {
  const own = path.join(BIN, 'node');
  const node = existsSync(own) ? own : process.execPath;
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  if (Number(version.slice(1).split('.')[0]) < 24) {
    stop(
      `Node.js 24 is missing in node_modules (found ${version || 'none'}): install scripts were off. ` +
        'Run "npm rebuild node --ignore-scripts=false", or use Node.js 24 yourself.',
    );
  }
  return node;
}

requireNode();
const [command = '', ...args] = process.argv.slice(2);
const script = COMMANDS[command];
if (!script) stop(`Unknown command "${command}". Known: ${Object.keys(COMMANDS).join(', ')}.`);
install();
const child = spawn(runtime(), [path.join(ROOT, script), ...args], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${BIN}${path.delimiter}${process.env.PATH ?? ''}` },
});
// Ctrl-C reaches the whole process group; this one waits until the command has cleaned up after itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
