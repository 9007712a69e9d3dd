'use client';

import clsx from 'clsx';
import { useSearchParams } from 'next/navigation';
import type { DashboardName } from '@/lib/dashboards/dashboard-provider';
import { withValues } from '@/lib/dashboards/scope-query';
import { ScopedLink } from '../scoped-link';
import { EmbeddedDashboard } from './embedded-dashboard';

const LABELS: Readonly<Record<DashboardName, string>> = {
  funnel: 'Funnel',
  products: 'Products',
  engagement: 'Engagement',
};

interface QuicksightBoardProps {
  /** Those that QuickSight has. */
  readonly dashboards: readonly DashboardName[];
  readonly mode: 'local' | 'aws';
}

/** One of QuickSight’s dashboards under the page’s scope, with our own charts one click away. */
export function QuicksightBoard({ dashboards, mode }: QuicksightBoardProps) {
  const query = useSearchParams();
  const chosen = dashboards.find((name) => name === query.get('dashboard')) ?? dashboards[0];
  if (!chosen) return <NotConfigured mode={mode} />;
  return (
    <section aria-label={`QuickSight: ${LABELS[chosen]}`} className="flex min-w-0 flex-col gap-3">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <ul aria-label="Dashboard" className="-ml-2 flex flex-wrap">
          {dashboards.map((name) => (
            <li key={name}>
              <button
                type="button"
                aria-pressed={name === chosen}
                onClick={() =>
                  window.history.pushState(null, '', `?${withValues(query, { dashboard: name })}`)
                }
                className={clsx(
                  'min-h-9 px-2 py-1',
                  name === chosen
                    ? 'font-semibold text-accent underline decoration-2 underline-offset-4'
                    : 'text-muted hover:text-ink',
                )}
              >
                {LABELS[name]}
              </button>
            </li>
          ))}
        </ul>
        <OwnCharts name={chosen} />
      </header>
      <EmbeddedDashboard key={chosen} dashboard={chosen} label={LABELS[chosen]} />
      <p className="max-w-prose text-muted">
        The stretch of time and the filters of this page are set in the dashboard, and filters
        chosen in the dashboard are set here.
      </p>
    </section>
  );
}

function OwnCharts({ name }: { name: DashboardName }) {
  return (
    <ScopedLink
      path={`/admin/${name}`}
      className="py-1 text-accent underline underline-offset-4 hover:text-ink"
    >
      Our own charts of the same
    </ScopedLink>
  );
}

function NotConfigured({ mode }: { mode: 'local' | 'aws' }) {
  return (
    <div className="flex max-w-prose flex-col gap-3 border-accent border-l-2 py-1 pl-3">
      <p>
        {mode === 'local'
          ? 'QuickSight reads what Firehose brings to S3, so it is shown in aws mode alone. Nothing is missing without it: our own charts show every number.'
          : 'No dashboard of QuickSight is set. Nothing is missing without it: our own charts show every number.'}
      </p>
      {mode === 'aws' && (
        <p className="text-muted">
          Set <code>FOOTFALL_QUICKSIGHT_DASHBOARDS</code>, <code>FOOTFALL_QUICKSIGHT_ACCOUNT</code>{' '}
          and <code>FOOTFALL_QUICKSIGHT_USER</code>, and start again.
        </p>
      )}
      <p className="flex flex-wrap gap-x-4">
        {(Object.keys(LABELS) as DashboardName[]).map((name) => (
          <ScopedLink
            key={name}
            path={`/admin/${name}`}
            className="py-1 text-accent underline underline-offset-4"
          >
            {LABELS[name]}
          </ScopedLink>
        ))}
      </p>
    </div>
  );
}
