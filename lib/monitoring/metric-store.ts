import type { MetricName } from './metric-names';

/**
 * Counts what happens and reads it back. Drivers: `local` (this process's counters, which is its own
 * in-memory twin) and `cloudwatch`.
 */
export interface MetricStore {
  readonly name: 'local' | 'cloudwatch';
  /** Adds to a counter; cheap, synchronous, never throws. */
  count(metric: MetricName, by?: number): void;
  /** Totals since the process started (local) or over the window the driver states. */
  totals(): Promise<Readonly<Record<MetricName, number>>>;
}
