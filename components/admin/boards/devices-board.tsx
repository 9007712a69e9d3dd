'use client';

import { compared, currentOf } from '@/lib/dashboards/compared';
import { DataTable } from '../data-table';
import { FilterButton } from '../filter-button';
import { ReportPanel } from '../report-panel';
import { GROUP_COLUMNS } from './group-columns';

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
            ...GROUP_COLUMNS,
          ]}
        />
      )}
    </ReportPanel>
  );
}
