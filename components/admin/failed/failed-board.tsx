'use client';

import clsx from 'clsx';
import { useState } from 'react';
import { SmallChart } from '@/components/charts/small-chart';
import { formatFigure } from '@/lib/dashboards/figure';
import type { FailedOverview } from '@/lib/failed-events/failed-document';
import { momentText } from '../moment-text';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { useScope } from '../use-scope';
import { FailedList } from './failed-list';
import { ReasonsTable } from './reasons-table';
import { ReplayPanel } from './replay-panel';
import { ReplaysList } from './replays-list';
import { type Selection, useFailed } from './use-failed';

const STRETCHES = [
  { name: '1h', label: 'Last hour' },
  { name: '24h', label: '24 hours' },
  { name: '7d', label: '7 days' },
  { name: '30d', label: '30 days' },
  { name: 'all', label: 'All kept' },
] as const;

/** What broke the contract, why, and what today's rules make of it. */
export function FailedBoard({ mayReplay }: { mayReplay: boolean }) {
  const { query, set, zone } = useScope();
  const asked = query.get('stretch');
  const stretch = STRETCHES.find(({ name }) => name === asked)?.name ?? '24h';
  const reason = query.get('reason');
  const {
    document: page,
    problem,
    events,
    stale,
    busy,
    more,
    askAgain,
  } = useFailed(stretch, reason);
  const [selected, setSelected] = useState<Selection | null>(null);
  const select = (what: Omit<Selection, 'from_ms' | 'to_ms'>) =>
    page && setSelected({ from_ms: page.fromMs, to_ms: page.toMs, ...what });
  return (
    <>
      <div className="flex flex-col gap-2 border-line border-b px-4 py-3 md:px-6">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="font-display text-title">What broke the contract?</h1>
          <ul aria-label="Stretch of time" className="-ml-2 flex flex-wrap print:hidden">
            {STRETCHES.map(({ name, label }) => (
              <li key={name}>
                <button
                  type="button"
                  aria-pressed={name === stretch}
                  onClick={() => {
                    setSelected(null);
                    set({ stretch: name });
                  }}
                  className={clsx(
                    'min-h-9 whitespace-nowrap px-2 py-1',
                    name === stretch
                      ? 'font-semibold text-accent underline decoration-2 underline-offset-4'
                      : 'text-muted hover:text-ink',
                  )}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
        </div>
        <p className="max-w-prose text-muted">
          What the collector refuses is kept with its reason and its bytes. After a fix it is read
          again, and what passes then is delivered as if it had passed at once.
        </p>
      </div>
      <div
        aria-busy={busy}
        className={clsx('flex min-w-0 flex-col gap-10 px-4 py-5 md:px-6', stale && 'opacity-60')}
      >
        {problem && <Problem>{problem.message}</Problem>}
        {!page && !problem && <Skeleton height={420} />}
        {page?.unseen && (
          <p className="max-w-prose break-words border-accent border-l-2 py-1 pl-3">
            {page.unseen}
          </p>
        )}
        {page && !page.unseen && (
          <>
            <Summary {...{ page, zone, busy, askAgain }} />
            {page.total > 0 && (
              <>
                <ReasonsTable
                  {...{ page, zone, reason, mayReplay }}
                  onChoose={(next) => set({ reason: next })}
                  onReplay={(next) => select({ reason: next })}
                />
                {mayReplay && (
                  <ReplayPanel
                    key={JSON.stringify(selected)}
                    {...{ selected, page, reason }}
                    onSelect={select}
                    onReplayed={askAgain}
                    onClose={() => setSelected(null)}
                  />
                )}
                <ByTime {...{ page, zone }} />
                <FailedList
                  {...{ events, zone, mayReplay, busy }}
                  next={stale ? null : page.next}
                  onMore={more}
                  onReplay={(ref) => select({ ref })}
                />
              </>
            )}
            <ReplaysList replays={page.replays} zone={zone} />
          </>
        )}
      </div>
    </>
  );
}

interface SummaryProps {
  readonly page: FailedOverview;
  readonly zone: string;
  readonly busy: boolean;
  readonly askAgain: () => void;
}

function Summary({ page, zone, busy, askAgain }: SummaryProps) {
  const { total, reasons, lookedAt } = page;
  const { sinceMs, unreadable, elapsedMs, bytes } = lookedAt;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-lg">
        {total === 0 ? (
          'Nothing: every event that came kept the contract.'
        ) : (
          <>
            <strong data-total="failed" className="font-semibold tabular-nums">
              {formatFigure(total, 'count')}
            </strong>{' '}
            {total === 1 ? 'event' : 'events'} for{' '}
            {reasons.length === 1 ? 'one reason' : `${reasons.length} reasons`}
          </>
        )}
      </p>
      <p className="text-muted">
        As of {momentText(page.toMs, zone)} ({zone}); {formatFigure(bytes, 'bytes')} read in{' '}
        {formatFigure(elapsedMs, 'latency')}.{' '}
        {unreadable > 0 &&
          `${formatFigure(unreadable, 'count')} lines or files could not be read. `}
        <button
          type="button"
          disabled={busy}
          onClick={askAgain}
          className="text-accent underline underline-offset-4"
        >
          Look again
        </button>
      </p>
      {sinceMs !== null && (
        <p className="max-w-prose border-accent border-l-2 pl-3">
          There is more than a page can look at: what was received before{' '}
          {momentText(sinceMs, zone)} is left out here. Choose a shorter stretch.
        </p>
      )}
    </div>
  );
}

function ByTime({ page, zone }: { page: FailedOverview; zone: string }) {
  const days = page.toMs - page.fromMs > 2 * 86_400_000;
  const short = new Intl.DateTimeFormat('en-IE', {
    timeZone: zone,
    ...(days
      ? { day: 'numeric', month: 'short' }
      : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  });
  return (
    <section aria-label="By time" className="flex min-w-0 flex-col gap-2">
      <h2 className="font-semibold text-base">When did they come?</h2>
      <SmallChart
        label="Failed events by the time they were received"
        format="count"
        points={page.buckets.map(({ fromMs, count }) => ({
          short: short.format(fromMs),
          long: momentText(fromMs, zone),
          value: count,
        }))}
      />
    </section>
  );
}
