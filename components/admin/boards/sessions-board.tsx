'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { countryName } from '@/lib/dashboards/country';
import { formatFigure } from '@/lib/dashboards/figure';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { momentText } from '../moment-text';
import { ReportPanel } from '../report-panel';
import { ScopedLink } from '../scoped-link';
import { useScope } from '../use-scope';

type Session = ReportRow<'sessions_list'>;

const SIZE = 50;
const HAVING = [
  { value: '', label: 'Any session' },
  { value: 'product', label: 'Saw a product' },
  { value: 'cart', label: 'Added to cart' },
  { value: 'checkout', label: 'Reached checkout' },
  { value: 'purchase', label: 'Bought' },
  { value: 'abandoned', label: 'Lost its cart' },
  { value: 'abandoned_checkout', label: 'Left at checkout' },
  { value: 'search', label: 'Searched' },
  { value: 'bounce', label: 'Bounced' },
];
/** Narrowings that come along from another page, with how they are said. */
const NARROWED = {
  abandoned_product: 'lost a cart with',
  user_id: 'of visitor',
  run_id: 'of run',
} as const;

export function SessionsBoard() {
  const { query, set, zone } = useScope();
  const narrowed = (Object.keys(NARROWED) as (keyof typeof NARROWED)[]).filter((name) =>
    query.has(name),
  );
  const own = {
    having: query.get('having'),
    before_ms: query.get('before_ms'),
    before_id: query.get('before_id'),
    size: SIZE,
    compare: null,
    ...Object.fromEntries(narrowed.map((name) => [name, query.get(name)])),
  };
  return (
    <ReportPanel
      report="sessions_list"
      own={own}
      kind="table"
      height={600}
      controls={
        <>
          {narrowed.map((name) => (
            <button
              key={name}
              type="button"
              className="border border-accent px-2 py-1 text-accent"
              onClick={() => set({ [name]: null, before_ms: null, before_id: null })}
            >
              {NARROWED[name]} {query.get(name)} ×
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
