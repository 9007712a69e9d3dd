import { MINUTE_MS } from '@/lib/common/clock';
import {
  METRIC_NAMES,
  METRICS,
  type MetricName,
  READING_NAMES,
  READINGS,
  type ReadingName,
} from './metric-names';

/** CloudWatch takes at most so many values of one metric in one line. */
const MAX_VALUES = 100;
/** The dimension that tells deployments apart; AWS's own metrics of the stream have it too. */
export const STREAM_DIMENSION = 'DeliveryStreamName';

export interface EmfOptions {
  readonly namespace: string;
  readonly stream: string;
  readonly write: (line: string) => void;
}

/**
 * Gathers counts and readings and writes each minute as one line in CloudWatch's embedded metric
 * format. Counters are written at zero too: silence would look like a server that has stopped.
 */
export function createEmfWriter({ namespace, stream, write }: EmfOptions) {
  let minute: number | null = null;
  let counts = new Map<MetricName, number>();
  let readings = new Map<ReadingName, number[]>();

  function flush(): void {
    if (minute === null) return;
    const sums = METRIC_NAMES.map((name) => [name, counts.get(name) ?? 0] as const);
    write(line([...sums, ...readings], minute));
    minute = null;
    counts = new Map();
    readings = new Map();
  }

  /** Moves on to the minute of that moment; a finished one is written. */
  function turn(atMs: number): void {
    const now = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
    if (minute === now) return;
    flush();
    minute = now;
  }

  function line(values: readonly (readonly [string, number | number[]])[], at: number): string {
    return JSON.stringify({
      _aws: {
        Timestamp: at,
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [[STREAM_DIMENSION]],
            Metrics: values.map(([Name]) => ({ Name, Unit: UNITS[Name] })),
          },
        ],
      },
      [STREAM_DIMENSION]: stream,
      ...Object.fromEntries(values),
    });
  }

  return {
    turn,
    flush,
    count(name: MetricName, by: number, atMs: number): void {
      turn(atMs);
      counts.set(name, (counts.get(name) ?? 0) + by);
    },
    read(name: ReadingName, value: number, atMs: number): void {
      turn(atMs);
      const values = readings.get(name) ?? [];
      values.push(value);
      if (values.length < MAX_VALUES) {
        readings.set(name, values);
        return;
      }
      // Full: these go now, the counts of the minute wait for its end.
      write(line([[name, values]], minute ?? atMs));
      readings.delete(name);
    },
  };
}

const UNITS: Readonly<Record<string, string>> = Object.fromEntries([
  ...METRIC_NAMES.map((name) => [name, METRICS[name].unit]),
  ...READING_NAMES.map((name) => [name, READINGS[name].unit]),
]);
