import { METRIC_NAMES, type MetricName } from './metric-names';

/** A count for each metric, since it was made. */
export function createCounters() {
  const counts = Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Record<
    MetricName,
    number
  >;
  return {
    add(metric: MetricName, by: number): void {
      counts[metric] += by;
    },
    totals: async (): Promise<Readonly<Record<MetricName, number>>> => ({ ...counts }),
  };
}
