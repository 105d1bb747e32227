import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Arrows point one way. Each room may import what is named here and itself; `node:` modules are free, packages are listed. A broken arrow fails
 * with its name.
 */
interface Room {
  readonly may: readonly string[];
  readonly packages: readonly RegExp[];
}

const ROOMS: Readonly<Record<string, Room>> = {
  domain: { may: [], packages: [] },
  ports: { may: ['domain'], packages: [] },
  usecases: { may: ['domain', 'ports'], packages: [] },
  connectors: { may: ['domain', 'ports'], packages: [] },
  aws: { may: ['domain'], packages: [/^aws4$/, /^@aws-sdk\/credential-provider-env$/] },
  store: { may: ['domain', 'ports', 'aws'], packages: [/^@aws-sdk\/(client-dynamodb|util-dynamodb)$/] },
  vault: { may: ['domain', 'ports', 'aws', 'store'], packages: [] },
  egress: { may: ['domain', 'ports'], packages: [] },
  runtime: {
    // What is published of the policy: text only.
    may: ['domain', 'ports', 'usecases', 'connectors', 'aws', 'store', 'vault', 'egress', 'policy'],
    packages: [/./],
  },
  entry: {
    may: ['domain', 'usecases', 'connectors', 'store', 'vault', 'egress', 'runtime'],
    packages: [/^@aws-sdk\//, /^aws-lambda$/],
  },
};

/** Who may go through whole tables. */
const SWEEPERS = /^lambdas\/(store\/(personal-data\/|store-proof)|runtime\/(eraser|exporter|retention)\/)/;

const files = readdirSync('lambdas', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => path.join(entry.parentPath, entry.name));

const arrows = files.flatMap((file) => importsOf(file).map((target) => ({ file, target })));

describe('dependency direction', () => {
  it('sees the imports', () => {
    expect(arrows.length).toBeGreaterThan(200);
    expect(new Set(files.map(roomOf))).toEqual(new Set([...Object.keys(ROOMS).filter(exists)]));
  });

  it('arrows between rooms point one way', () => {
    expect(
      arrows.filter(({ file, target }) => target.startsWith('.') && !isAllowed(file, target)).map(named),
    ).toEqual([]);
  });

  it('packages stay in their rooms', () => {
    const foreign = arrows.filter(({ file, target }) => {
      if (target.startsWith('.') || target.startsWith('node:')) return false;
      return !ROOMS[roomOf(file)]?.packages.some((pattern) => pattern.test(target));
    });
    expect(foreign.map(named)).toEqual([]);
  });

  it('a platform imports no other platform', () => {
    const crossing = arrows.filter(({ file, target }) => {
      const from = platformOf(file);
      const to = target.startsWith('.') ? platformOf(path.join(path.dirname(file), target)) : undefined;
      return from !== undefined && to !== undefined && from !== to && to !== 'shared';
    });
    expect(crossing.map(named)).toEqual([]);
  });

  it('nothing that runs imports test equipment', () => {
    const isEquipment = (name: string) => /\/samples\/|sample-(kit|meta)/.test(name);
    const equipment = arrows.filter(({ file, target }) => !isEquipment(file) && isEquipment(target));
    expect(equipment.map(named)).toEqual([]);
  });

  it('only the clock adapter reads the time, and only env.ts the environment', () => {
    const reading = (pattern: RegExp, except: string) =>
      files.filter(
        (file) => !file.endsWith(except) && !file.includes('/samples/') && pattern.test(code(file)),
      );
    expect(reading(/Date\.now\(\)|new Date\(\)/, 'runtime/system-clock.ts')).toEqual([]);
    expect(reading(/process\.env/, 'runtime/env.ts')).toEqual([]);
  });

  it('S01: no MAC or secret is compared with ===', () => {
    const comparing = files.filter((file) =>
      /(mac|signature|hmac|digest|secret)\w*\s*[!=]==/i.test(code(file)),
    );
    expect(comparing).toEqual([]);
  });

  it('no request path scans a table', () => {
    const scanning = files.filter(
      (file) => /\bScan(Command)?\b/.test(code(file)) && !file.includes('/samples/'),
    );
    // Erasure and its proof go through whole tables, on time of their own.
    expect(scanning).toEqual(['lambdas/store/table-sweep.ts']);
    const sweeping = arrows.filter(
      ({ file, target }) => /table-sweep\.ts$/.test(target) && !SWEEPERS.test(file),
    );
    expect(sweeping.map(named)).toEqual([]);
  });
});

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const statements = source.matchAll(
    /^(?:import|export)\s(?:[\w\s{},*$]*\sfrom\s)?'([^']+)'(?: with \{[^}]*\})?;/gm,
  );
  const calls = source.matchAll(/\bimport\('([^']+)'\)/g);
  return [...statements, ...calls].map((match) => match[1] ?? '');
}

/** A file without its comments. */
function code(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}

function roomOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'lambdas' ? room : top;
}

function exists(room: string): boolean {
  return files.some((file) => roomOf(file) === room);
}

function platformOf(file: string): string | undefined {
  const [, room, folder, more] = file.split('/');
  return room === 'connectors' && more !== undefined ? folder : undefined;
}

function isAllowed(file: string, target: string): boolean {
  const from = roomOf(file);
  const to = roomOf(path.join(path.dirname(file), target));
  return from === to || (ROOMS[from]?.may.includes(to) ?? false);
}

function named({ file, target }: { file: string; target: string }): string {
  return `${file} -> ${target}`;
}
