'use client';

import { useEffect, useState } from 'react';
import { formatFigure } from '@/lib/dashboards/figure';
import type { RunView } from './query-run';

const TICK_MS = 100;
const usd = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 6,
});
const ENGINES: Readonly<Record<string, string>> = { duckdb: 'DuckDB', athena: 'Athena' };

/** How a query went: rows, time, bytes, what it cost, who answered. */
export function ResultStatus({ view }: { view: RunView }) {
  const { state, end, engine } = view;
  return (
    <p className="flex flex-wrap gap-x-3 text-muted tabular-nums" data-run={state}>
      <span role="status" className="text-ink">
        {WORDS[state](view)}
      </span>
      {state === 'running' ? (
        <Ticking from={view.startedAtMs} />
      ) : (
        <span title={timesOf(view)}>{formatFigure(end?.elapsedMs ?? view.tookMs, 'latency')}</span>
      )}
      {end?.bytesScanned != null && <span>{formatFigure(end.bytesScanned, 'bytes')} scanned</span>}
      {end?.usd != null && <span>{usd.format(end.usd)}</span>}
      {engine && <span>{ENGINES[engine] ?? engine}</span>}
    </p>
  );
}

const WORDS: Readonly<Record<RunView['state'], (view: RunView) => string>> = {
  running: ({ count, place }) => {
    if (place !== null) return waitingText(place);
    return count === 0 ? 'Running.' : `Running, ${rowsText(count)} so far.`;
  },
  done: ({ count }) => `${rowsText(count)}.`,
  cancelled: ({ count }) => (count === 0 ? 'Cancelled.' : `Cancelled after ${rowsText(count)}.`),
  problem: ({ count }) => (count === 0 ? 'Not answered.' : `Ended after ${rowsText(count)}.`),
};

/** Others are being answered: the server does not do everything at once. */
function waitingText(place: number): string {
  return place === 1
    ? 'Waiting for its turn: it is the next.'
    : `Waiting for its turn: ${place - 1} before it.`;
}

function rowsText(count: number): string {
  return count === 1 ? '1 row' : `${count.toLocaleString('en-IE')} rows`;
}

/** The engine's time is one thing, what the page waited for another. */
function timesOf({ firstRowMs, tookMs }: RunView): string {
  const first =
    firstRowMs === null ? '' : `first row after ${formatFigure(firstRowMs, 'latency')}, `;
  return `In this page: ${first}all after ${formatFigure(tookMs, 'latency')}`;
}

/** Not read out: it would never stop. */
function Ticking({ from }: { from: number }) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden="true">{(Math.max(0, now - from) / 1000).toFixed(1)} s</span>;
}
