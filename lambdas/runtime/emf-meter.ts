import type { Clock } from '../ports/clock.ts';
import type { Meter, MetricName } from '../ports/meter.ts';
import { writeToLog } from './log-sink.ts';

/** Where the metrics of all functions are found. */
export const METRIC_NAMESPACE = 'KaoJai';

/**
 * Counts by CloudWatch's embedded metric format: one log line, no call. Each metric has a total and one value per dimension; workspace and
 * delivery ids are fields of the line only (a dimension per workspace would cost 0.30 US$ a month each).
 */
export class EmfMeter implements Meter {
  readonly #clock: Clock;
  readonly #write: (line: string) => void;
  /** What lines of one kind have in common, by name and dimensions: a delivery's line is put together, not serialised. */
  readonly #constant = new Map<string, string>();

  constructor(clock: Clock, write: (line: string) => void = writeToLog) {
    this.#clock = clock;
    this.#write = write;
  }

  count(
    name: MetricName,
    dimensions: Readonly<Record<string, string>> = {},
    fields?: Readonly<Record<string, string | number>>,
  ): void {
    const own = fields === undefined ? '}' : `,${JSON.stringify(fields).slice(1)}`;
    this.#write(`{"_aws":{"Timestamp":${this.#clock.now()},${this.#constantOf(name, dimensions)}${own}`);
  }

  #constantOf(name: MetricName, dimensions: Readonly<Record<string, string>>): string {
    const key = `${name}/${Object.values(dimensions).join('/')}`;
    let constant = this.#constant.get(key);
    if (constant === undefined) {
      const sets = Object.keys(dimensions).map((dimension) => [dimension]);
      const metrics = [{ Name: name, Unit: 'Count' }];
      const directive = {
        CloudWatchMetrics: [{ Namespace: METRIC_NAMESPACE, Dimensions: [[], ...sets], Metrics: metrics }],
      };
      constant = `${JSON.stringify(directive).slice(1)},${JSON.stringify({ [name]: 1, ...dimensions }).slice(1, -1)}`;
      this.#constant.set(key, constant);
    }
    return constant;
  }
}
