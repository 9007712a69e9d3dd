'use client';

import dynamic from 'next/dynamic';
import type { ReportRow } from '@/lib/analytics/reports/registry';
import { compared, currentOf } from '@/lib/dashboards/compared';
import { countryName } from '@/lib/dashboards/country';
import { DRILLS } from '@/lib/dashboards/drill';
import { DataTable } from '../data-table';
import { FilterButton } from '../filter-button';
import { ReportPanel } from '../report-panel';
import { useScope } from '../use-scope';
import { groupColumns } from './group-columns';

const WorldMap = dynamic(() => import('@/components/charts/world-map'), {
  ssr: false,
  loading: () => <svg aria-hidden="true" width="100%" height={400} />,
});

export function GeographyBoard() {
  const { toggle } = useScope();
  return (
    <ReportPanel report="geography" height={420} empty={(rows) => currentOf(rows).length === 0}>
      {(rows) => (
        <div className="flex flex-col gap-6">
          <WorldMap
            label="Sessions by country"
            places={currentOf(rows).flatMap(({ country, sessions }) =>
              country === null ? [] : [{ country, name: countryName(country), value: sessions }],
            )}
            onChoose={(country) => toggle('country', country)}
          />
          <DataTable
            label="Sessions by country"
            sort="sessions"
            rows={compared(
              rows,
              ({ country }) => country ?? '',
              ({ sessions }) => sessions,
            )}
            columns={[
              {
                name: 'country',
                cell: (row) =>
                  typeof row.country === 'string' ? (
                    <FilterButton
                      name="country"
                      value={row.country}
                      label={countryName(row.country)}
                    />
                  ) : (
                    'unknown'
                  ),
              },
              ...groupColumns((row) => DRILLS.geography(row as unknown as ReportRow<'geography'>)),
            ]}
          />
        </div>
      )}
    </ReportPanel>
  );
}
