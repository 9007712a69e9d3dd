'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { formatFigure } from '@/lib/dashboards/figure';
import { FiguresLine } from '../figures-line';
import { momentText } from '../moment-text';
import { ReportPanel } from '../report-panel';
import { ScopedLink } from '../scoped-link';
import { useScope } from '../use-scope';

type Event = ReportRow<'session_events'>;

const MARK: Readonly<Record<Event['event_type'], string>> = {
  view: 'fill-muted',
  click: 'fill-paper stroke-accent',
  add_to_cart: 'fill-accent',
  purchase: 'fill-ink',
};
const NAME: Readonly<Record<Event['event_type'], string>> = {
  view: 'View',
  click: 'Click',
  add_to_cart: 'Add to cart',
  purchase: 'Purchase',
};

/** One session, event by event. */
export function SessionBoard({ sessionId }: { sessionId: string }) {
  const { zone } = useScope();
  return (
    <ReportPanel
      report="session_events"
      title={`Session ${sessionId}`}
      own={{ session_id: sessionId }}
      unscoped
      kind="table"
      height={420}
    >
      {(rows) => (
        <div className="flex flex-col gap-6">
          <Totals rows={rows} />
          <ol className="flex flex-col">
            {rows.map((event) => (
              <Line key={event.event_id} event={event} zone={zone} />
            ))}
          </ol>
        </div>
      )}
    </ReportPanel>
  );
}

function Totals({ rows }: { rows: readonly Event[] }) {
  const first = rows[0]?.event_ms ?? 0;
  const last = rows.at(-1)?.event_ms ?? first;
  const count = (type: Event['event_type']) =>
    rows.filter(({ event_type }) => event_type === type).length;
  const spent = rows
    .filter(({ event_type }) => event_type === 'purchase')
    .reduce((sum, { quantity, unit_price }) => sum + (quantity ?? 0) * (unit_price ?? 0), 0);
  return (
    <FiguresLine
      linked={false}
      figures={[
        {
          name: 'duration',
          label: 'Lasted',
          value: last - first,
          format: 'duration',
          definition: 'From its first event to its last.',
        },
        {
          name: 'views',
          label: 'Views',
          value: count('view'),
          format: 'count',
          definition: 'Page views.',
        },
        {
          name: 'clicks',
          label: 'Clicks',
          value: count('click'),
          format: 'count',
          definition: 'Clicks on declared elements.',
        },
        {
          name: 'add_to_carts',
          label: 'Added to cart',
          value: count('add_to_cart'),
          format: 'count',
          definition: 'Times something was added to the cart.',
        },
        {
          name: 'purchase_lines',
          label: 'Purchase lines',
          value: count('purchase'),
          format: 'count',
          definition: 'One for each line of an order.',
        },
        {
          name: 'revenue',
          label: 'Spent',
          value: spent,
          format: 'money',
          definition: 'Quantity × unit price of its purchases, without delivery.',
        },
      ]}
    />
  );
}

function Line({ event, zone }: { event: Event; zone: string }) {
  const { event_ms, gap_ms, event_type, page, page_url, flags } = event;
  return (
    <li className="grid grid-cols-[5.5rem_1rem_minmax(0,1fr)] items-baseline gap-x-3 border-line border-b py-1.5 tabular-nums sm:grid-cols-[11rem_5rem_1rem_minmax(0,1fr)]">
      <time dateTime={new Date(event_ms).toISOString()} className="text-muted max-sm:hidden">
        {momentText(event_ms, zone)}
      </time>
      <span className="text-right text-muted">
        {gap_ms > 0 ? `+${formatFigure(gap_ms, 'duration')}` : ''}
      </span>
      <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 self-center">
        <circle cx="6" cy="6" r="4.5" strokeWidth="1.5" className={MARK[event_type]} />
      </svg>
      <span className="min-w-0">
        <ScopedLink
          path={`/admin/events/${event.event_id}`}
          className="font-medium underline-offset-4 hover:text-accent hover:underline"
        >
          {NAME[event_type]}
        </ScopedLink>{' '}
        {about(event)}
        <span className="block truncate text-muted text-xs">
          {page} {page_url} {flags && `· ${flags}`}
        </span>
      </span>
    </li>
  );
}

/** What it was of, in a few words. */
function about(event: Event): string {
  const {
    element,
    position,
    product_name,
    product_id,
    quantity,
    unit_price,
    search_term,
    order_id,
  } = event;
  const product = product_name ?? product_id;
  const parts = [
    element && `${element}${position === null ? '' : ` at ${position}`}`,
    product,
    quantity !== null &&
      unit_price !== null &&
      `${quantity} × ${formatFigure(unit_price, 'money')}`,
    search_term && `“${search_term}”`,
    order_id && `order ${order_id}`,
  ];
  return parts.filter(Boolean).join(' · ');
}
