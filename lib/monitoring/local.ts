import { METRIC_NAMES, type MetricName } from './metric-names';
import type { MetricStore } from './metric-store';

export function createLocalMetrics(): MetricStore {
  const counts = Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Record<
    MetricName,
    number
  >;
  return {
    name: 'local',
    count(metric, by = 1) {
      counts[metric] += by;
    },
    totals: async () => ({ ...counts }),
  };
}
