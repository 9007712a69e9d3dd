'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { compared, currentOf } from '@/lib/dashboards/compared';
import { DRILLS } from '@/lib/dashboards/drill';
import { CHANGE_COLUMN } from '../change';
import { DataTable } from '../data-table';
import { ReportPanel } from '../report-panel';

export function SearchBoard() {
  return (
    <ReportPanel
      report="search_terms"
      kind="table"
      height={520}
      empty={(rows) => currentOf(rows).length === 0}
    >
      {(rows) => (
        <DataTable
          label="Search terms"
          limit={30}
          sort="searches"
          rows={compared(
            rows,
            ({ term }) => term,
            ({ searches }) => searches,
          )}
          columns={[
            { name: 'term', label: 'Search term' },
            { name: 'searches', bar: true },
            {
              name: 'sessions',
              drill: (row) => DRILLS.search_terms(row as unknown as ReportRow<'search_terms'>),
            },
            { name: 'click_through', label: 'Opened a result' },
            { name: 'cart_sessions', label: 'Added to cart' },
            { name: 'conversion' },
            { name: 'exit_sessions', label: 'Left from the results' },
            { ...CHANGE_COLUMN, label: 'Searches, change' },
          ]}
        />
      )}
    </ReportPanel>
  );
}
