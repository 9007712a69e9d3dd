'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { formatFigure } from '@/lib/dashboards/figure';
import { zoneOf } from '@/lib/dashboards/scope-query';
import type { EventTrace, TraceStep } from '@/lib/xray/event-trace';
import { SessionBoard } from '../boards/session-board';
import { momentText } from '../moment-text';
import { fetchAnswer, type Polled } from '../polling';
import { Problem } from '../problem';
import { Scroller } from '../scroller';
import { signInAgain } from '../sign-in-again';
import { Skeleton } from '../skeleton';

interface XrayBoardProps {
  readonly eventId: string;
  /** What each column says, by its name. */
  readonly docs: Readonly<Record<string, string>>;
}

/** An event from the click to the row, with the time that each step took. */
export function XrayBoard({ eventId, docs }: XrayBoardProps) {
  const zone = zoneOf(useSearchParams());
  const [{ document: trace, problem }, setAnswer] = useState<Polled<EventTrace>>({});
  useEffect(() => {
    const leaving = new AbortController();
    const url = `/api/admin/events/${encodeURIComponent(eventId)}`;
    void fetchAnswer<EventTrace>(url, leaving.signal, signInAgain).then((answer) => {
      if (!leaving.signal.aborted) setAnswer(answer);
    });
    return () => leaving.abort();
  }, [eventId]);

  if (problem) return <Problem>{problem.message}</Problem>;
  if (!trace) return <Skeleton height={420} />;
  return (
    <>
      <section aria-label="Its way" data-trace={trace.state} className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">
          {trace.state === 'landed' ? 'Which way did it come?' : 'Why is it not in the lake?'}
        </h2>
        <Steps steps={trace.steps} zone={zone} />
        {trace.unseen && (
          <p className="max-w-prose border-accent border-l-2 pl-3">{trace.unseen}</p>
        )}
        <p className="text-muted">
          Found by {trace.asked.engine} in {formatFigure(trace.asked.elapsedMs, 'latency')}
          {trace.asked.bytesScanned !== null &&
            `, ${formatFigure(trace.asked.bytesScanned, 'bytes')} read`}
          .
        </p>
      </section>
      {trace.failure && <Failure failure={trace.failure} />}
      {trace.raw && trace.raw.length > 0 && trace.state === 'landed' && (
        <section aria-label="Its bytes" className="flex min-w-0 flex-col gap-3">
          <h2 className="font-semibold text-base">
            {trace.raw.length === 1
              ? 'What are its bytes?'
              : `What are its bytes? It was delivered ${trace.raw.length} times, and counts once`}
          </h2>
          {trace.raw.map(({ segment, offset, text }) => (
            <Scroller key={`${segment} ${offset}`} label={`Line at ${offset} of ${segment}`}>
              <pre className="border border-line bg-surface p-3 text-xs">{pretty(text)}</pre>
            </Scroller>
          ))}
        </section>
      )}
      {trace.event && (
        <section aria-label="Its columns" className="flex flex-col gap-3">
          <h2 className="font-semibold text-base">What does it say?</h2>
          <Columns event={trace.event} docs={docs} />
        </section>
      )}
      {trace.session_id && <SessionBoard sessionId={trace.session_id} />}
    </>
  );
}

function Steps({ steps, zone }: { steps: readonly TraceStep[]; zone: string }) {
  return (
    <ol className="flex flex-col">
      {steps.map(({ name, atMs, words }, index) => {
        const before = steps.slice(0, index).findLast((step) => step.atMs !== null)?.atMs ?? null;
        const took = atMs !== null && before !== null ? atMs - before : null;
        return (
          <li
            key={name}
            data-step={name}
            className="grid gap-x-6 border-accent border-l-2 py-2 pl-4 sm:grid-cols-[16rem_8rem_minmax(0,1fr)]"
          >
            <p>
              <span className="font-semibold">{name}</span>
              {atMs !== null && (
                <time
                  dateTime={new Date(atMs).toISOString()}
                  className="block text-muted tabular-nums"
                >
                  {momentText(atMs, zone)}
                </time>
              )}
            </p>
            <p className="tabular-nums">
              {took !== null && `${took < 0 ? '−' : '+'}${formatFigure(Math.abs(took), 'latency')}`}
            </p>
            <p className="min-w-0 break-words text-muted">{words}</p>
          </li>
        );
      })}
    </ol>
  );
}

function Failure({ failure }: { failure: NonNullable<EventTrace['failure']> }) {
  return (
    <section aria-label="Failure" className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-base">
        What was sent?{' '}
        <span className="font-normal text-danger">
          {failure.reason}
          {failure.field && ` in ${failure.field}`}
        </span>
      </h2>
      <Scroller label="The event as it was sent">
        <pre className="border border-line bg-surface p-3 text-xs">{pretty(failure.text)}</pre>
      </Scroller>
    </section>
  );
}

function Columns({
  event,
  docs,
}: {
  event: NonNullable<EventTrace['event']>;
  docs: XrayBoardProps['docs'];
}) {
  const [all, setAll] = useState(false);
  const entries = Object.entries(event);
  const shown = all ? entries : entries.filter(([, value]) => value !== null);
  const empty = entries.length - entries.filter(([, value]) => value !== null).length;
  return (
    <>
      <dl className="flex flex-col">
        {shown.map(([name, value]) => (
          <div
            key={name}
            className="grid gap-x-6 border-line border-b py-1.5 sm:grid-cols-[10rem_minmax(0,1fr)_minmax(0,1fr)]"
          >
            <dt className="font-medium">{name}</dt>
            <dd data-column={name} className="min-w-0 break-words tabular-nums">
              {value === null ? <span className="text-muted">empty</span> : String(value)}
            </dd>
            <dd className="min-w-0 text-muted">{docs[name]}</dd>
          </div>
        ))}
      </dl>
      {empty > 0 && (
        <p>
          <button
            type="button"
            className="py-1 text-accent underline underline-offset-4"
            onClick={() => setAll(!all)}
          >
            {all ? 'Hide empty columns' : `Show ${empty} empty columns`}
          </button>
        </p>
      )}
    </>
  );
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text; // What was sent need not be JSON.
  }
}
