/** One figure of the benchmark, as it stands in `results.json`. Names are stable: the README and other programs quote them. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed; null for figures that only explain others. */
  readonly budget: number | null;
  /** What the least conceivable design needs. */
  readonly floor: number | null;
  readonly ok: boolean | null;
}

/** The budgets: ratios inside one run, or counts, so that they hold on any machine. KB = 1,000 bytes. */
export const BUDGETS = {
  'ingress.cpu_ratio.0.6kb': 1.9,
  'ingress.cpu_ratio.256kb': 1.3,
  'ingress.bundle_kb': 130,
  'ingress.import_ratio': 2.5,
  'worker.bundle_kb': 400,
  'worker.rss_mb': 256,
  'media_worker.rss_ratio': 1.25,
  'erase.write_units_ratio': 1.1,
  'erase.key_seconds': 60,
  'requests.simulated_seconds': 300,
  'inbound.write_units': 4,
  'inbound.duplicate_write_units': 1,
  'inbound.usd_per_million': 6.5,
  'outbound.usd_per_million': 8.6,
} as const satisfies Readonly<Record<string, number>>;

/** One push to an agent costs 1.00 in every design, so the floor of 2.67 in the table of designs is 3.67 with it. */
const FLOORS: Readonly<Record<string, number>> = {
  'ingress.cpu_ratio.0.6kb': 1,
  'ingress.cpu_ratio.4kb': 1,
  'ingress.cpu_ratio.256kb': 1,
  'ingress.import_ratio': 1,
  'inbound.write_units': 2,
  'inbound.duplicate_write_units': 1,
  'inbound.usd_per_million': 3.67,
  'erase.write_units_ratio': 1,
};

/** A figure with its budget, if it has one. Rounded to what the measurement can carry. */
export function row(name: string, value: number, unit: string): Row {
  const budget = (BUDGETS as Readonly<Record<string, number>>)[name] ?? null;
  const rounded = Number(value.toPrecision(4));
  return {
    name,
    value: rounded,
    unit,
    budget,
    floor: FLOORS[name] ?? null,
    ok: budget === null ? null : rounded <= budget,
  };
}
