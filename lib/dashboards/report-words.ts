import { REPORTS, type ReportName } from '@/lib/analytics/reports/registry';

/** What a report says of itself, for those who read its numbers. */
export interface ReportWords {
  readonly question: string;
  readonly definitions: Readonly<Record<string, string>>;
}

export type WordsByReport = Readonly<Partial<Record<ReportName, ReportWords>>>;

export function wordsOf(names: readonly ReportName[]): WordsByReport {
  return Object.fromEntries(
    names.map((name) => [
      name,
      { question: REPORTS[name].question, definitions: REPORTS[name].definitions },
    ]),
  );
}
