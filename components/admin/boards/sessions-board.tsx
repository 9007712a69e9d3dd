'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { countryName } from '@/lib/dashboards/country';
import { formatFigure } from '@/lib/dashboards/figure';
import { NARROWING_NAMES, narrowingsOf } from '@/lib/dashboards/narrowing';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { momentText } from '../moment-text';
import { Problem } from '../problem';
import { ReportPanel } from '../report-panel';
import { ScopedLink } from '../scoped-link';
import { type OwnParameters, useReport } from '../use-report';
import { useScope } from '../use-scope';

type Session = ReportRow<'sessions_list'>;

const SIZE = 50;
const HAVING = [
  { value: '', label: 'Any session' },
  { value: 'viewed', label: 'Viewed a page' },
  { value: 'clicked', label: 'Clicked something' },
  { value: 'bounce', label: 'Bounced' },
  { value: 'search', label: 'Searched' },
  { value: 'product', label: 'Saw a product' },
  { value: 'cart', label: 'Added to cart' },
  { value: 'checkout', label: 'Reached checkout' },
  { value: 'purchase', label: 'Bought' },
  { value: 'product_then_cart', label: 'Saw a product, then added' },
  { value: 'product_then_checkout', label: 'The same, then checkout' },
  { value: 'product_then_purchase', label: 'The same, then bought' },
  { value: 'cart_and_purchase', label: 'Added and bought' },
  { value: 'abandoned', label: 'Lost its cart' },
  { value: 'left_shopping', label: 'Lost it while shopping' },
  { value: 'left_in_cart', label: 'Lost it in the cart' },
  { value: 'left_in_checkout', label: 'Lost it in checkout' },
  { value: 'abandoned_checkout', label: 'Left at checkout' },
];
export function SessionsBoard() {
  const { query, set, zone } = useScope();
  const narrowed = narrowingsOf(query, zone);
  const behind = {
    having: query.get('having'),
    compare: null,
    ...Object.fromEntries(NARROWING_NAMES.map((name) => [name, query.get(name)])),
  };
  const own = {
    ...behind,
    before_ms: query.get('before_ms'),
    before_id: query.get('before_id'),
    size: SIZE,
  };
  return (
    <ReportPanel
      report="sessions_list"
      own={own}
      kind="table"
      height={600}
      controls={
        <>
          {narrowed.map(({ words, names }) => (
            <button
              key={words}
              type="button"
              className="max-w-full truncate border border-accent px-2 py-1 text-accent"
              aria-label={`No longer only those who: ${words}`}
              onClick={() => set({ ...unset(names), before_ms: null, before_id: null })}
            >
              {words} <span aria-hidden="true">×</span>
            </button>
          ))}
          <Choice
            inline
            label="Show"
            value={query.get('having') ?? ''}
            options={HAVING}
            onChange={(having) => set({ having, before_ms: null, before_id: null })}
          />
        </>
      }
    >
      {(rows) => (
        <div className="flex flex-col gap-3">
          <Total own={behind} />
          <DataTable
            label="Sessions"
            limit={SIZE}
            rows={rows}
            columns={[
              {
                name: 'started_ms',
                words: true,
                label: `Started (${zone})`,
                cell: (row) => <SessionLink session={row as unknown as Session} zone={zone} />,
              },
              { name: 'actor' },
              { name: 'device_type' },
              { name: 'browser' },
              {
                name: 'country',
                cell: (row) =>
                  typeof row.country === 'string' ? countryName(row.country) : 'unknown',
              },
              { name: 'channel' },
              { name: 'user_type' },
              {
                name: 'ended_ms',
                label: 'Lasted',
                cell: (row) =>
                  formatFigure(Number(row.ended_ms) - Number(row.started_ms), 'duration'),
              },
              { name: 'entry_page', label: 'From' },
              { name: 'exit_page', label: 'To' },
              { name: 'events' },
              { name: 'add_to_carts' },
              { name: 'orders' },
              { name: 'revenue' },
            ]}
          />
          <Pages rows={rows} />
        </div>
      )}
    </ReportPanel>
  );
}

const unset = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));

/** How many there are on all pages together: the figure that led here, where that counts sessions. */
function Total({ own }: { own: OwnParameters }) {
  const { document: answer, problem, stale } = useReport('sessions_total', own);
  const [total] = answer?.rows ?? [];
  if (problem) return <Problem>{problem.message}</Problem>;
  if (!total) return <p className="text-muted">Counting them</p>;
  return (
    <p aria-busy={stale} className="text-muted tabular-nums">
      <strong data-total="sessions" className="font-medium text-ink">
        {formatFigure(total.sessions, 'count')}
      </strong>{' '}
      {total.sessions === 1 ? 'session' : 'sessions'} of {formatFigure(total.visitors, 'count')}{' '}
      {total.visitors === 1 ? 'visitor' : 'visitors'}
    </p>
  );
}

function SessionLink({ session, zone }: { session: Session; zone: string }) {
  return (
    <ScopedLink
      path={`/admin/sessions/${session.session_id}`}
      className="whitespace-nowrap underline decoration-line underline-offset-4 hover:text-accent"
    >
      {momentText(session.started_ms, zone)}
    </ScopedLink>
  );
}

/** Sessions come newest first; the next page begins after the last one shown. */
function Pages({ rows }: { rows: readonly Session[] }) {
  const { query, set } = useScope();
  const last = rows.at(-1);
  return (
    <p className="flex gap-4 text-accent">
      {query.has('before_ms') && (
        <button
          type="button"
          className="underline underline-offset-4"
          onClick={() => set({ before_ms: null, before_id: null })}
        >
          Newest
        </button>
      )}
      {rows.length === SIZE && last && (
        <button
          type="button"
          className="underline underline-offset-4"
          onClick={() => set({ before_ms: last.started_ms, before_id: last.session_id })}
        >
          Older
        </button>
      )}
    </p>
  );
}
