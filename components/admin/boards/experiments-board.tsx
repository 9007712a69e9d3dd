'use client';

import { IntervalPlot } from '@/components/charts/interval-plot';
import type { ReportRow } from '@/lib/analytics/reports/registry';
import { currentOf } from '@/lib/dashboards/compared';
import { DRILLS } from '@/lib/dashboards/drill';
import { formatFigure } from '@/lib/dashboards/figure';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { ReportPanel } from '../report-panel';
import { useScope } from '../use-scope';

type Arm = ReportRow<'experiments'>;

const GOALS = [
  { value: '', label: 'Purchase' },
  { value: 'cart', label: 'Added to cart' },
  { value: 'checkout', label: 'Reached checkout' },
];

export function ExperimentsBoard() {
  const { query, set } = useScope();
  return (
    <ReportPanel
      report="experiments"
      own={{ goal: query.get('goal') }}
      height={280}
      empty={(rows) => currentOf(rows).length === 0}
      controls={
        <Choice
          inline
          label="Goal"
          value={query.get('goal') ?? ''}
          options={GOALS}
          onChange={(goal) => set({ goal })}
        />
      }
    >
      {(rows) => {
        const arms = currentOf(rows);
        return (
          <div className="flex flex-col gap-10">
            {[...new Set(arms.map(({ experiment }) => experiment))].map((experiment) => (
              <Experiment
                key={experiment}
                name={experiment}
                arms={arms.filter((arm) => arm.experiment === experiment)}
              />
            ))}
          </div>
        );
      }}
    </ReportPanel>
  );
}

function Experiment({ name, arms }: { name: string; arms: readonly Arm[] }) {
  const judged = arms.filter(
    ({ arm, baseline, difference }) => arm !== baseline && difference !== null,
  );
  const baseline = arms[0]?.baseline ?? '';
  return (
    <section aria-label={name} className="flex flex-col gap-4">
      <h3 className="font-medium">
        {name} <span className="font-normal text-muted">against {baseline}</span>
      </h3>
      {judged.length > 0 && (
        <div className="max-w-3xl">
          <IntervalPlot
            label={`Difference in conversion from ${baseline}`}
            tick={(value) => `${(value * 100).toFixed(1)} pp`}
            intervals={judged.map((arm) => ({
              name: arm.arm,
              value: arm.difference ?? 0,
              low: arm.difference_low ?? 0,
              high: arm.difference_high ?? 0,
              text: verdict(arm),
            }))}
          />
        </div>
      )}
      <DataTable
        label={`Arms of ${name}`}
        rows={arms}
        columns={[
          { name: 'arm' },
          { name: 'sessions', drill: (row) => DRILLS.experiments(row as unknown as Arm) },
          { name: 'visitors' },
          { name: 'conversions' },
          { name: 'rate' },
          { name: 'rate_low', label: 'Rate, at least' },
          { name: 'rate_high', label: 'Rate, at most' },
          { name: 'revenue' },
          { name: 'revenue_per_session', label: 'Revenue a session' },
        ]}
      />
    </section>
  );
}

/** What the interval allows to be said. */
function verdict({ difference, difference_low: low, difference_high: high, lift }: Arm): string {
  if (difference === null || low === null || high === null) return 'not enough sessions to say';
  const points = (value: number) => `${value > 0 ? '+' : ''}${(value * 100).toFixed(2)} pp`;
  const interval = `${points(difference)} (${points(low)} to ${points(high)})`;
  if (low <= 0 && high >= 0) return `${interval}: no difference shown`;
  return `${interval}: ${low > 0 ? 'better' : 'worse'}${lift === null ? '' : `, lift ${formatFigure(lift, 'share')}`}`;
}
