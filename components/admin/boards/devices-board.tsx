'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { compared, currentOf } from '@/lib/dashboards/compared';
import { DRILLS } from '@/lib/dashboards/drill';
import { DataTable } from '../data-table';
import { FilterButton } from '../filter-button';
import { ReportPanel } from '../report-panel';
import { groupColumns } from './group-columns';

export function DevicesBoard() {
  return (
    <ReportPanel
      report="devices"
      kind="table"
      height={420}
      empty={(rows) => currentOf(rows).length === 0}
    >
      {(rows) => (
        <DataTable
          label="Sessions by device and browser"
          sort="sessions"
          limit={25}
          rows={compared(
            rows,
            (row) => `${row.device_type}/${row.browser}`,
            ({ sessions }) => sessions,
          )}
          columns={[
            {
              name: 'device_type',
              cell: (row) => <FilterButton name="device_type" value={String(row.device_type)} />,
            },
            { name: 'browser' },
            ...groupColumns((row) => DRILLS.devices(row as unknown as ReportRow<'devices'>)),
          ]}
        />
      )}
    </ReportPanel>
  );
}
