import { median } from '../statistics.ts';
import { requestsOf, type SizeName } from './bodies.ts';
import type { Contender } from './contender.ts';
import { Lane } from './lane.ts';

/**
 * How a race is run. In each heat every contender gets a fresh process. Within a heat they take turns of a few dozen milliseconds,
 * so that whatever else the machine does hits all of them alike.
 */
interface Course {
  readonly heats: number;
  readonly warmUpTurns: number;
  readonly turns: number;
  readonly requestsPerTurn: number;
}

const COURSES: Readonly<Record<SizeName, Course>> = {
  '0.6kb': { heats: 5, warmUpTurns: 10, turns: 24, requestsPerTurn: 500 },
  '4kb': { heats: 3, warmUpTurns: 10, turns: 24, requestsPerTurn: 400 },
  '256kb': { heats: 5, warmUpTurns: 8, turns: 24, requestsPerTurn: 48 },
  '256kb_utf8': { heats: 3, warmUpTurns: 8, turns: 24, requestsPerTurn: 48 },
};

const CONNECTIONS = 16;

/** Different deliveries that are sent in turn. */
const POOL = 64;

/** What a race found out about one contender. */
export interface Placing {
  readonly contender: Contender;
  /** Processor time per request in microseconds, of all turns. */
  readonly micros: readonly number[];
  /** The same as multiples of the floor's in the same turn. */
  readonly ratios: readonly number[];
  /** The median of these, heat by heat. */
  readonly heats: readonly number[];
}

/** Processor time per request, turn by turn, by contender. */
type Heat = ReadonlyMap<string, readonly number[]>;

export interface RaceOptions {
  /** Environment of the contenders. */
  readonly env: Readonly<Record<string, string>>;
  /** Hears who dropped out, and why. */
  readonly tell: (line: string) => void;
}

/**
 * Races contenders against the floor. One that fails is left out from then on, and the reason is told.
 * @throws Error when the floor itself fails
 */
export async function race(
  size: SizeName,
  floor: Contender,
  contenders: readonly Contender[],
  { env, tell }: RaceOptions,
): Promise<Placing[]> {
  const course = COURSES[size];
  const requests = requestsOf(size, POOL);
  const failed = new Set<string>();
  const heats: Heat[] = [];
  for (let i = 0; i < course.heats; i++) {
    const starters = [floor, ...contenders].filter(({ name }) => !failed.has(name));
    heats.push(
      await heat(starters, { requests, course, env }, (name, reason) => {
        failed.add(name);
        tell(`${name} is out of the race: ${reason}`);
      }),
    );
  }
  if (failed.has(floor.name)) throw new Error('the floor of the race does not run');
  return [floor, ...contenders]
    .filter(({ name }) => !failed.has(name))
    .map((contender) => placingOf(contender, floor, heats));
}

async function heat(
  starters: readonly Contender[],
  { requests, course, env }: { requests: readonly Buffer[]; course: Course } & Pick<RaceOptions, 'env'>,
  fail: (name: string, reason: string) => void,
): Promise<Heat> {
  const lanes = new Map<string, Lane>();
  const times = new Map<string, number[]>();
  const orFail = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      fail(name, describe(error));
      await lanes.get(name)?.close();
      lanes.delete(name);
    }
  };
  for (const contender of starters)
    await orFail(contender.name, async () => {
      lanes.set(contender.name, await Lane.open(contender, CONNECTIONS, env));
      times.set(contender.name, []);
    });
  for (let turn = 0; turn < course.warmUpTurns + course.turns; turn++) {
    for (const lane of rotated([...lanes.values()], turn))
      await orFail(lane.name, async () => {
        const micros = await lane.turn(requests, course.requestsPerTurn);
        if (turn >= course.warmUpTurns) times.get(lane.name)?.push(micros);
      });
  }
  for (const lane of lanes.values()) await lane.close();
  return times;
}

/** Nobody is always first, nor always after the same neighbour. */
function rotated<T>(list: readonly T[], by: number): T[] {
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}

function placingOf(contender: Contender, floor: Contender, heats: readonly Heat[]): Placing {
  const micros = heats.map((times) => times.get(contender.name) ?? []);
  const ratios = heats.map((times, i) =>
    (micros[i] ?? []).map((value, turn) => value / (times.get(floor.name)?.[turn] ?? Number.NaN)),
  );
  return { contender, micros: micros.flat(), ratios: ratios.flat(), heats: ratios.map(median) };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} (${describe(error.cause)})`;
}
