'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { SparkLine } from '@/components/charts/spark-line';
import {
  byPage,
  type LiveRow,
  MOST_ROWS,
  matches,
  perSecond,
  RATE_SECONDS,
} from '@/lib/dashboards/live-feed';
import { zoneOf } from '@/lib/dashboards/scope-query';
import { momentText } from '../moment-text';
import { ScopedLink } from '../scoped-link';
import { Scroller } from '../scroller';
import { type LiveState, useLive } from './use-live';

interface LiveBoardProps {
  readonly types: readonly string[];
  readonly actors: readonly string[];
  /** In AWS mode a server sees only what it took itself. */
  readonly oneOfSeveral: boolean;
}

const SHOWN = 100;
const STATES: Readonly<Record<LiveState, string>> = {
  connecting: 'Connecting.',
  live: 'Connected.',
  lost: 'The connection was lost; trying again.',
};
const HEARD_HERE = 'Open the shop and click something, or send somebody from the Traffic page.';
const HEARD_ELSEWHERE = 'No event has come to this server since you came.';
const CONTROL = 'min-h-9 border border-line bg-surface px-2';

/** Events as they become durable: how many, where in the shop, and which. */
export function LiveBoard({ types, actors, oneOfSeveral }: LiveBoardProps) {
  const zone = zoneOf(useSearchParams());
  const [paused, setPaused] = useState(false);
  const [type, setType] = useState('');
  const [actor, setActor] = useState('');
  const [text, setText] = useState('');
  const { feed, state, now } = useLive(paused);
  const filter = { type: type || null, actor: actor || null, text };
  const rows = feed.rows.filter((row) => matches(row, filter));
  const lately = rows.filter(({ heardAtMs }) => now - heardAtMs < RATE_SECONDS * 1_000);
  const seconds = perSecond(rows, now);
  const oldest = feed.rows.at(-1)?.heardAtMs ?? now;
  const more = feed.rows.length === MOST_ROWS && now - oldest < RATE_SECONDS * 1_000;
  return (
    <>
      <div className="z-20 flex flex-col gap-2 border-line border-b bg-paper px-4 py-3 md:sticky md:top-0 md:px-6">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
          <h1 className="font-display text-title">What is happening right now?</h1>
          <p role="status" data-live={state} className="text-muted">
            {STATES[state]}
            {paused && ' Paused.'}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <button
            type="button"
            aria-pressed={paused}
            onClick={() => setPaused(!paused)}
            className="min-h-9 w-24 bg-ink px-4 font-medium text-paper"
          >
            {paused ? 'Go on' : 'Pause'}
          </button>
          <select
            aria-label="Type"
            value={type}
            onChange={(event) => setType(event.target.value)}
            className={CONTROL}
          >
            <option value="">Every type</option>
            {[...types, 'failed'].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <select
            aria-label="Actor"
            value={actor}
            onChange={(event) => setActor(event.target.value)}
            className={CONTROL}
          >
            <option value="">Every actor</option>
            {actors.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <input
            type="search"
            aria-label="Text in it"
            placeholder="Page, product, session, id"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={`${CONTROL} min-w-0 flex-1 sm:max-w-72`}
          />
        </div>
      </div>
      <div className="flex flex-col gap-8 px-4 py-5 md:px-6">
        {oneOfSeveral && (
          <p className="max-w-prose border-accent border-l-2 pl-3">
            You see what this very server took since you came, as soon as Firehose had answered for
            it, and nothing of other servers: where events are taken by servers of their own, as in
            the stacks of this project, this page stays empty. All of it can be asked for a minute
            or two later, on the dashboards, in SQL and by the id of an event.
          </p>
        )}
        <section aria-label="Rate" className="grid gap-8 md:grid-cols-[16rem_minmax(0,1fr)]">
          <div>
            <h2 className="font-semibold text-base">How much in the last minute?</h2>
            <p className="font-display text-poster tabular-nums" data-lately={lately.length}>
              {lately.length.toLocaleString('en-IE')}
              {more && '+'}
            </p>
            <SparkLine values={seconds} />
            <p className="text-muted tabular-nums">
              {(seconds.slice(-10).reduce((sum, one) => sum + one, 0) / 10).toFixed(1)} a second now
              {feed.missed > 0 && ` · ${feed.missed.toLocaleString('en-IE')} not shown`}
            </p>
          </div>
          <Pages rows={lately} />
        </section>
        <section aria-label="Events" className="flex min-w-0 flex-col gap-3">
          <h2 className="font-semibold text-base">
            Which events?{' '}
            <span className="font-normal text-muted">
              The last {Math.min(SHOWN, rows.length)} of {feed.heard.toLocaleString('en-IE')} since
              you came
            </span>
          </h2>
          {rows.length === 0 ? (
            <p className="text-muted">
              {feed.heard === 0
                ? `Nothing yet. ${oneOfSeveral ? HEARD_ELSEWHERE : HEARD_HERE}`
                : 'None of what came is like that.'}
            </p>
          ) : (
            <Rows rows={rows.slice(0, SHOWN)} zone={zone} />
          )}
        </section>
      </div>
    </>
  );
}

function Pages({ rows }: { rows: readonly LiveRow[] }) {
  const pages = byPage(rows);
  const most = pages[0]?.count ?? 1;
  return (
    <div>
      <h2 className="font-semibold text-base">Where in the shop?</h2>
      {pages.length === 0 && <p className="text-muted">Nowhere in the last minute.</p>}
      <ul className="grid gap-x-8 gap-y-1 pt-2 sm:grid-cols-2">
        {pages.map(({ page, count }) => (
          <li
            key={page}
            data-page={page}
            className="grid grid-cols-[7rem_minmax(0,1fr)_3rem] items-center gap-2"
          >
            <span>{page}</span>
            <svg
              aria-hidden="true"
              viewBox="0 0 100 1"
              preserveAspectRatio="none"
              className="h-2 w-full"
            >
              <rect width={(100 * count) / most} height="1" className="fill-accent" />
            </svg>
            <span className="text-right tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rows({ rows, zone }: { rows: readonly LiveRow[]; zone: string }) {
  return (
    <Scroller label="Events that came last">
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-line border-b text-muted">
            {['Heard', 'Event', 'Actor', 'Page', 'Product', 'Session'].map((head) => (
              <th key={head} scope="col" className="whitespace-nowrap py-1.5 pr-4 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.key}
              data-event={row.event_id}
              className="whitespace-nowrap border-line border-b"
            >
              <td className="py-1 pr-4 text-muted tabular-nums">
                {momentText(row.heardAtMs, zone)}
              </td>
              <td className="py-1 pr-4">
                <EventLink row={row} />
              </td>
              <td className="py-1 pr-4">{row.actor}</td>
              <td className="max-w-72 truncate py-1 pr-4">{row.page_url ?? row.page}</td>
              <td className="max-w-48 truncate py-1 pr-4">{row.product_id}</td>
              <td className="py-1 pr-4">
                {row.session_id && (
                  <ScopedLink
                    path={`/admin/sessions/${encodeURIComponent(row.session_id)}`}
                    className="text-accent underline underline-offset-4"
                  >
                    <span className="sr-only">Session </span>…{row.session_id.slice(-6)}
                  </ScopedLink>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function EventLink({ row }: { row: LiveRow }) {
  const name =
    row.stream === 'failed' ? (
      <span className="text-danger">failed: {row.reason}</span>
    ) : (
      row.event_type
    );
  if (row.event_id === null) return name;
  return (
    <ScopedLink
      path={`/admin/events/${encodeURIComponent(row.event_id)}`}
      className="text-accent underline underline-offset-4"
    >
      {name}
    </ScopedLink>
  );
}
