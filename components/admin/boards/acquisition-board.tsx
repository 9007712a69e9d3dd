'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { compared, currentOf } from '@/lib/dashboards/compared';
import { origin } from '@/lib/dashboards/drill';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { FilterButton } from '../filter-button';
import { ReportPanel } from '../report-panel';
import { useScope } from '../use-scope';
import { groupColumns } from './group-columns';

const BY = [
  { value: '', label: 'Channel' },
  { value: 'referrer_host', label: 'Referrer' },
  { value: 'campaign', label: 'Campaign' },
];

export function AcquisitionBoard() {
  const { query, set } = useScope();
  const by = query.get('by') ?? '';
  return (
    <ReportPanel
      report="acquisition"
      own={{ by }}
      kind="table"
      height={320}
      empty={(rows) => currentOf(rows).length === 0}
      controls={
        <Choice
          inline
          label="By"
          value={by}
          options={BY}
          onChange={(value) => set({ by: value })}
        />
      }
    >
      {(rows) => (
        <DataTable
          key={by}
          label="Sessions by origin"
          sort="sessions"
          limit={25}
          rows={compared(
            rows,
            (row) => `${row.channel}/${row.referrer_host}/${row.campaign}`,
            ({ sessions }) => sessions,
          )}
          columns={[
            {
              name: 'channel',
              cell: (row) => <FilterButton name="channel" value={String(row.channel)} />,
            },
            ...(by === '' ? [] : [{ name: by }]),
            ...groupColumns((row) => origin(by, row as unknown as ReportRow<'acquisition'>)),
          ]}
        />
      )}
    </ReportPanel>
  );
}
