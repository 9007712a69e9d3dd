import { type Clock, systemClock } from '@/lib/common/clock';
import { createCounters } from './counters';
import { createHistory } from './history';
import { MEASURES } from './measures';
import { METRICS } from './metric-names';
import type { MetricStore, Stretch } from './metric-store';

/** This process's own counts and readings, gone when it ends. Nobody else watches over them. */
export function createLocalMetrics(clock: Clock = systemClock): MetricStore {
  const counters = createCounters();
  const history = createHistory();
  const since = clock();

  /** A counter that nobody raised stands at zero, from the moment on that this process counts. */
  function quiet(values: readonly (number | null)[], { fromMs, stepMs }: Stretch) {
    const now = clock();
    return values.map((value, step) => {
      const [from, to] = [fromMs + step * stepMs, fromMs + (step + 1) * stepMs];
      return value ?? (to > since && from <= now ? 0 : null);
    });
  }

  return {
    name: 'local',
    count(metric, by = 1) {
      counters.add(metric, by);
      if (by !== 0) history.add(metric, by, clock());
    },
    read: (metric, value) => history.add(metric, value, clock()),
    totals: counters.totals,
    series: async (measures, stretch) =>
      measures.map((measure) => {
        const { statistic, awsOnly } = MEASURES[measure];
        if (awsOnly) return { measure, values: [] };
        const values = history.values(measure, statistic, stretch);
        return { measure, values: measure in METRICS ? quiet(values, stretch) : values };
      }),
    alarms: async () => [],
    close: () => Promise.resolve(),
  };
}
