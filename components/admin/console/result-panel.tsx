'use client';

import { useMemo, useState } from 'react';
import type { ConsoleLimits } from '@/lib/console/console-document';
import { formatFigure } from '@/lib/dashboards/figure';
import { Problem } from '../problem';
import { saveFile } from '../save-file';
import { type FileFormat, queryFile } from './console-requests';
import { CopyButton } from './copy-button';
import type { QueryRun } from './query-run';
import { QuickChart } from './quick-chart';
import { ResultGrid } from './result-grid';
import { orderRows, type ResultOrder } from './result-order';
import { ResultStatus } from './result-status';
import { toTsv } from './tsv';
import { wordsOf } from './use-asked';
import { useRunView } from './use-query-runs';

interface ResultPanelProps {
  readonly run: QueryRun;
  /** Of the tab: what its files are called. */
  readonly name: string;
  readonly limits: ConsoleLimits | null;
  onGoToProblem(): void;
}

const LINK = 'min-h-9 px-1 underline decoration-line underline-offset-4 hover:text-accent';

/** What came of a query, from its first row on. */
export function ResultPanel({ run, name, limits, onGoToProblem }: ResultPanelProps) {
  const view = useRunView(run);
  const [order, setOrder] = useState<ResultOrder | null>(null);
  const [drawn, setDrawn] = useState(false);
  const rows = view?.rows ?? null;
  const count = view?.count ?? 0;
  const places = useMemo(
    () => (rows && count > 0 ? orderRows(rows, order) : null),
    [rows, count, order],
  );
  if (!view) return null;
  const { state, problem, end } = view;
  const complete = state === 'done' && rows !== null && count > 0;
  return (
    <section aria-label="Result" className="flex min-h-0 flex-1 flex-col gap-2">
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1">
        <ResultStatus view={view} />
        {complete && (
          <span className="ml-auto flex flex-wrap items-center gap-x-3 text-muted">
            <button
              type="button"
              aria-pressed={drawn}
              onClick={() => setDrawn(!drawn)}
              className={`${LINK} aria-pressed:text-accent`}
            >
              Chart
            </button>
            <CopyButton label="Copy all" text={() => toTsv(rows, places)} />
            {view.queryId !== null && <Files queryId={view.queryId} name={name} />}
          </span>
        )}
      </div>
      {problem && (
        <Problem>
          {problem.message}
          {problem.line !== null && (
            <>
              {' '}
              <button
                type="button"
                onClick={onGoToProblem}
                className="whitespace-nowrap underline underline-offset-4"
              >
                Go to line {problem.line}
              </button>
            </>
          )}
        </Problem>
      )}
      {end?.truncated && (
        <p className="border-accent border-l-2 pl-3">
          These are the first {count.toLocaleString('en-IE')} rows; a limit
          {limits &&
            ` of ${limits.rows.toLocaleString('en-IE')} rows or ${formatFigure(limits.bytes, 'bytes')}`}{' '}
          left the others out. Ask for less of it, or add up in SQL.
        </p>
      )}
      {state === 'done' && count === 0 && (
        <p className="text-muted">
          The query ran and found nothing. Its conditions may be narrower than the lake: Schema
          shows which days there are.
        </p>
      )}
      {rows && count > 0 && !drawn && (
        <ResultGrid {...{ rows, count, order, places }} onOrder={setOrder} />
      )}
      {complete && drawn && <QuickChart {...{ rows, count, places }} />}
    </section>
  );
}

/** All rows as a file, by the server, which runs the query again for it. */
function Files({ queryId, name }: { queryId: string; name: string }) {
  const [making, setMaking] = useState<FileFormat | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  async function save(format: FileFormat) {
    setMaking(format);
    setProblem(null);
    try {
      saveFile(await queryFile(queryId, format), `${fileName(name)}.${format}`);
    } catch (error) {
      setProblem(wordsOf(error));
    }
    setMaking(null);
  }
  return (
    <>
      {(['csv', 'parquet'] as const).map((format) => (
        <button
          key={format}
          type="button"
          disabled={making !== null}
          onClick={() => save(format)}
          className={`${LINK} disabled:opacity-60`}
        >
          {making === format ? 'Making the file' : format === 'csv' ? 'CSV' : 'Parquet'}
        </button>
      ))}
      {problem && (
        <span role="alert" className="text-danger">
          {problem}
        </span>
      )}
    </>
  );
}

function fileName(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'query'
  );
}
