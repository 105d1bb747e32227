import type { Clock } from '../ports/clock.ts';
import type { Meter, MetricName } from '../ports/meter.ts';

/** Where the metrics of all functions are found. */
export const METRIC_NAMESPACE = 'KaoJai';

/**
 * Counts by CloudWatch's embedded metric format: one log line, no call. Each metric has a total and one value per dimension; workspace and
 * delivery ids are fields of the line only (a dimension per workspace would cost 0.30 US$ a month each).
 */
export class EmfMeter implements Meter {
  readonly #clock: Clock;
  readonly #write: (line: string) => void;

  constructor(clock: Clock, write: (line: string) => void = writeLine) {
    this.#clock = clock;
    this.#write = write;
  }

  count(
    name: MetricName,
    dimensions: Readonly<Record<string, string>> = {},
    fields: Readonly<Record<string, string | number>> = {},
  ): void {
    const sets = Object.keys(dimensions).map((dimension) => [dimension]);
    const metrics = {
      Namespace: METRIC_NAMESPACE,
      Dimensions: [[], ...sets],
      Metrics: [{ Name: name, Unit: 'Count' }],
    };
    this.#write(
      JSON.stringify({
        _aws: { Timestamp: this.#clock.now(), CloudWatchMetrics: [metrics] },
        [name]: 1,
        ...dimensions,
        ...fields,
      }),
    );
  }
}

/** Past `console`, which Lambda would wrap into another JSON object. */
function writeLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
