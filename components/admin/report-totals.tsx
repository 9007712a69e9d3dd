'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { beforeOf, currentOf } from '@/lib/dashboards/compared';
import type { FigureFormat } from '@/lib/dashboards/figure';
import { FiguresLine, lineFigures } from './figures-line';
import { Problem } from './problem';
import { useWords } from './report-words';
import { Skeleton } from './skeleton';
import { useReport } from './use-report';

/** Reports whose answer, asked plainly, is one row a period. */
type Summed = 'engagement' | 'cart_abandonment';
type NumberIn<R> = { [K in keyof R]: R[K] extends number | null ? K : never }[keyof R] & string;

interface ReportTotalsProps<N extends Summed> {
  readonly report: N;
  readonly figures: readonly (readonly [
    name: NumberIn<ReportRow<N>>,
    label: string,
    format: FigureFormat,
  ])[];
}

const HEIGHT = 90;

/** The figures above a board's panels, and why there are none. */
export function ReportTotals<N extends Summed>({ report, figures }: ReportTotalsProps<N>) {
  const { document: answer, problem, stale } = useReport(report);
  const { definitions } = useWords(report);
  const rows = (answer?.rows ?? []) as readonly ReportRow<Summed>[];
  type Figures = Readonly<Record<NumberIn<ReportRow<N>>, number | null>>;
  const now = currentOf(rows)[0] as Figures | undefined;
  const before = beforeOf(rows)[0] as Figures | undefined;
  return (
    <div
      data-totals={report}
      aria-busy={stale || !answer}
      className={stale && answer ? 'opacity-50' : undefined}
    >
      {problem && (
        <Problem>
          {answer && 'These numbers are from before. '}
          {problem.message}
        </Problem>
      )}
      {!answer && !problem && <Skeleton height={HEIGHT} />}
      {now && <FiguresLine figures={lineFigures(now, before, definitions, figures)} />}
    </div>
  );
}
