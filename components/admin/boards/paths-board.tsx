'use client';

import { FlowChart } from '@/components/charts/flow-chart';
import type { ReportRow } from '@/lib/analytics/reports/registry';
import { currentOf } from '@/lib/dashboards/compared';
import { DRILLS } from '@/lib/dashboards/drill';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { ReportPanel } from '../report-panel';
import { Scroller } from '../scroller';
import { useScope } from '../use-scope';

const DEPTHS = [
  { value: '3', label: '3 pages' },
  { value: '', label: '5 pages' },
  { value: '8', label: '8 pages' },
];
/** Thinner bands than this share of the sessions are in the table alone. */
const LEAST_SHARE = 0.003;

export function PathsBoard() {
  const { query, set } = useScope();
  return (
    <ReportPanel
      report="paths"
      own={{ depth: query.get('depth') }}
      height={420}
      controls={
        <Choice
          inline
          label="First"
          value={query.get('depth') ?? ''}
          options={DEPTHS}
          onChange={(depth) => set({ depth })}
        />
      }
    >
      {(rows) => {
        const current = currentOf(rows);
        const whole = current
          .filter(({ step }) => step === 1)
          .reduce((sum, { sessions }) => sum + sessions, 0);
        return (
          <div className="flex flex-col gap-6">
            <Scroller label="Ways, page by page">
              <div className="min-w-160">
                <FlowChart
                  label="Which page follows which, from the first on"
                  flows={current
                    .filter(({ sessions }) => sessions >= whole * LEAST_SHARE)
                    .map(({ step, source, target, sessions }) => ({
                      column: step - 1,
                      source,
                      target,
                      sessions,
                    }))}
                />
              </div>
            </Scroller>
            <DataTable
              label="Steps"
              rows={current}
              columns={[
                { name: 'step' },
                { name: 'source', label: 'From' },
                { name: 'target', label: 'To' },
                {
                  name: 'sessions',
                  bar: true,
                  drill: (row) => DRILLS.paths(row as unknown as ReportRow<'paths'>),
                },
                { name: 'share', label: 'Of those at this page' },
              ]}
            />
          </div>
        );
      }}
    </ReportPanel>
  );
}
