import type { ReportName } from '@/lib/analytics/reports/registry';

type Value = string | number | null | undefined;

/** What a report must say of a run: all its rows, and of each these columns. */
export interface Expected {
  readonly report: ReportName;
  readonly parameters?: Readonly<Record<string, string>>;
  /** Columns that tell its rows apart. */
  readonly keys: readonly string[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
  /** It lists only the most frequent. */
  readonly mayLack?: boolean;
}
