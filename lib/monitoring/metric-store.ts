import type { CounterpartName, MeasureName } from './measures';
import type { MetricName, ReadingName } from './metric-names';

/** A stretch of time cut into equal steps; both ends lie on a step. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** A measure over a stretch, one value a step; null where nothing was measured. */
export interface Series {
  readonly measure: MeasureName;
  readonly values: readonly (number | null)[];
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm that somebody else watches over. */
export interface Alarm {
  readonly name: string;
  readonly state: AlarmState;
  readonly reason: string;
  readonly sinceMs: number | null;
}

/** Told apart by `code`, as all errors that cross bundles. */
export class MetricsUnavailable extends Error {
  readonly code = 'metrics_unavailable';
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MetricsUnavailable';
  }
}

/**
 * Counts and measures what happens and reads it back. Drivers: `local` (this process's memory, which
 * is its own in-memory twin) and `cloudwatch`; one contract suite for both.
 */
export interface MetricStore {
  readonly name: 'local' | 'cloudwatch';
  /** Adds to a counter; cheap, synchronous, never throws. */
  count(metric: MetricName, by?: number): void;
  /** Takes a reading; likewise. */
  read(metric: ReadingName | CounterpartName, value: number): void;
  /** Totals of this process since it started. */
  totals(): Promise<Readonly<Record<MetricName, number>>>;
  /**
   * In the order asked for. What this store does not measure has no values at all.
   * @throws {MetricsUnavailable} in words.
   */
  series(measures: readonly MeasureName[], stretch: Stretch): Promise<readonly Series[]>;
  /**
   * Alarms that others watch over; none where nobody does.
   * @throws {MetricsUnavailable} in words.
   */
  alarms(): Promise<readonly Alarm[]>;
  /** Hands on what it holds back. Safe to call twice; what is counted later is lost. */
  close(): Promise<void>;
}
