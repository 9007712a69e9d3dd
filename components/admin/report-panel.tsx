'use client';

import clsx from 'clsx';
import { type ReactNode, useRef, useState } from 'react';
import { chartPicture } from '@/components/charts/picture';
import type { ReportName, ReportRow } from '@/lib/analytics/reports/registry';
import { columnLook } from '@/lib/dashboards/columns';
import { DataTable, type Row } from './data-table';
import { Definitions } from './definitions';
import { NothingHere } from './nothing-here';
import { Problem } from './problem';
import { useWords } from './report-words';
import { saveFile } from './save-file';
import { Skeleton } from './skeleton';
import { type AnswerOf, type OwnParameters, useReport } from './use-report';

interface ReportPanelProps<N extends ReportName> {
  readonly report: N;
  readonly own?: OwnParameters;
  /** The question it answers, where it is not the report's own. */
  readonly title?: string;
  /** Its shape while there are no numbers: its height in pixels. */
  readonly height?: number;
  readonly controls?: ReactNode;
  /** A drawing has a table behind it and can be saved as a picture; a table is its own. */
  readonly kind?: 'chart' | 'table';
  /** It is about one thing, whatever the scope. */
  readonly unscoped?: boolean;
  /** Whether rows that are there still amount to nothing. */
  readonly empty?: (rows: readonly ReportRow<N>[]) => boolean;
  readonly children: (rows: readonly ReportRow<N>[], answer: AnswerOf<N>) => ReactNode;
}

/** One report: its question, its drawing, the table behind it, and its words. */
export function ReportPanel<N extends ReportName>(props: ReportPanelProps<N>) {
  const { report, own, height = 220, controls, kind = 'chart', empty, children } = props;
  const { document: answer, problem, stale, url } = useReport(report, own, !props.unscoped);
  const { question, definitions } = useWords(report);
  const [tabled, setTabled] = useState(false);
  const [undrawn, setUndrawn] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const rows = (answer?.rows ?? []) as readonly ReportRow<N>[];
  const nothing = answer !== undefined && (rows.length === 0 || empty?.(rows) === true);
  const title = props.title ?? question;

  async function savePicture() {
    const chart = body.current?.querySelector('svg');
    if (!chart) return;
    try {
      saveFile(await chartPicture(chart), `${report}.png`);
      setUndrawn(false);
    } catch {
      setUndrawn(true);
    }
  }

  return (
    <section
      aria-label={title}
      data-report={report}
      className="flex min-w-0 flex-col gap-3 print:block print:space-y-3"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="font-semibold text-base">{title}</h2>
        <div className="flex flex-wrap items-baseline gap-x-3 text-muted print:hidden">
          {controls}
          {answer && !nothing && (
            <>
              {kind === 'chart' && (
                <>
                  <PanelButton pressed={tabled} onClick={() => setTabled(!tabled)}>
                    Table
                  </PanelButton>
                  {!tabled && <PanelButton onClick={savePicture}>PNG</PanelButton>}
                </>
              )}
              <a
                href={`${url}&format=csv`}
                download
                className="py-1 underline decoration-line underline-offset-4 hover:text-ink"
              >
                CSV
              </a>
            </>
          )}
        </div>
      </header>
      {problem && (
        <Problem>
          {answer && 'These numbers are from before. '}
          {problem.message}
        </Problem>
      )}
      {undrawn && (
        <Problem>
          This browser did not draw the picture. The table and the CSV hold the same numbers.
        </Problem>
      )}
      <div
        ref={body}
        aria-busy={stale || !answer}
        className={clsx(
          'transition-opacity motion-reduce:transition-none',
          stale && answer && 'opacity-50',
        )}
      >
        {!answer && !problem && <Skeleton height={height} />}
        {nothing && <NothingHere />}
        {answer &&
          !nothing &&
          (tabled ? (
            <WholeTable label={title} rows={rows as readonly Row[]} />
          ) : (
            children(rows, answer)
          ))}
      </div>
      {answer && !nothing && (
        <Definitions
          terms={Object.entries(definitions).map(([name, text]) => ({
            label: columnLook(name, null).label,
            text,
          }))}
        />
      )}
    </section>
  );
}

function PanelButton(props: { pressed?: boolean; onClick: () => void; children: ReactNode }) {
  const { pressed, onClick, children } = props;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      className="py-1 underline decoration-line underline-offset-4 hover:text-ink aria-pressed:text-accent"
    >
      {children}
    </button>
  );
}

function WholeTable({ label, rows }: { label: string; rows: readonly Row[] }) {
  const columns = Object.keys(rows[0] ?? {}).map((name) => ({ name }));
  return <DataTable label={label} columns={columns} rows={rows} />;
}
