import { SECOND_MS } from '@/lib/common/clock';
import type { CounterpartName } from './measures';
import type { ReadingName } from './metric-names';
import type { MetricStore } from './metric-store';

/** Six readings a minute: a line of CloudWatch's takes a hundred. */
const EVERY_MS = 10 * SECOND_MS;

export type Probes = Readonly<Partial<Record<ReadingName | CounterpartName, () => number>>>;

/** Takes a reading of each probe again and again; answers how to stop. */
export function startSampling(metrics: Pick<MetricStore, 'read'>, probes: Probes): () => void {
  const named = Object.entries(probes) as [ReadingName | CounterpartName, () => number][];
  const sample = () => {
    for (const [name, probe] of named) metrics.read(name, probe());
  };
  sample();
  const timer = setInterval(sample, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
