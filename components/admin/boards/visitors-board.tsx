'use client';

import { HeatMap } from '@/components/charts/heat-map';
import { TimeChart } from '@/components/charts/time-chart';
import type { ReportRow } from '@/lib/analytics/reports/registry';
import { currentOf } from '@/lib/dashboards/compared';
import { cohortDrill, pointDrill } from '@/lib/dashboards/drill';
import { formatFigure } from '@/lib/dashboards/figure';
import { isLive } from '@/lib/dashboards/scope-query';
import { seriesPoints, startsOf } from '@/lib/dashboards/series';
import { dateIn, startOfDay, startOfWeek } from '@/lib/dashboards/zoned-day';
import { Choice } from '../choice';
import { ReportPanel } from '../report-panel';
import { Scroller } from '../scroller';
import { Titled } from '../titled';
import { useGo } from '../use-go';
import { useScope } from '../use-scope';

const EVERY = [
  { value: '', label: 'Week' },
  { value: 'day', label: 'Day' },
];

export function VisitorsBoard() {
  const { query, set, zone } = useScope();
  const go = useGo();
  const every = query.get('every') ?? '';
  return (
    <>
      <ReportPanel
        report="new_returning"
        empty={(rows) => currentOf(rows).every(({ sessions }) => sessions === 0)}
      >
        {(rows, { parameters }) => (
          <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
            {(['new', 'returning'] as const).map((type) => (
              <Titled key={type} title={type === 'new' ? 'New visitors' : 'Returning visitors'}>
                <TimeChart
                  label={`Sessions of ${type} visitors`}
                  format="count"
                  open={isLive(query)}
                  points={seriesPoints(
                    rows.filter(({ user_type }) => user_type === type),
                    ({ sessions }) => sessions,
                    zone,
                  )}
                  onChoose={(place) =>
                    go('/admin/sessions', {
                      ...pointDrill(
                        startsOf(rows.filter(({ user_type }) => user_type === type)),
                        place,
                        parameters,
                      ),
                      user_type: type,
                    })
                  }
                />
              </Titled>
            ))}
          </div>
        )}
      </ReportPanel>
      <ReportPanel
        report="retention"
        own={{ every }}
        height={300}
        controls={
          <Choice
            inline
            label="Cohorts by"
            value={every}
            options={EVERY}
            onChange={(value) => set({ every: value })}
          />
        }
      >
        {(rows, { parameters }) => (
          <Cohorts
            rows={rows}
            zone={zone}
            unit={every === 'day' ? 'Day' : 'Week'}
            range={parameters}
          />
        )}
      </ReportPanel>
    </>
  );
}

interface CohortsProps {
  readonly rows: readonly ReportRow<'retention'>[];
  readonly zone: string;
  readonly unit: 'Day' | 'Week';
  readonly range: { readonly from_ms: number; readonly to_ms: number };
}

/** Each line is those who came first in one stretch; each column how many of them were there again. */
function Cohorts({ rows, zone, unit, range }: CohortsProps) {
  const go = useGo();
  const cohorts = [...new Set(rows.map(({ cohort_ms }) => cohort_ms))].toSorted((a, b) => a - b);
  const most = Math.max(0, ...rows.map(({ since }) => since));
  const columns = Array.from({ length: most + 1 }, (_, since) => since);
  /** [from, to) of the days or the week so long after a cohort's, within the range. */
  function stretch(row: number, since: number): readonly [number, number] {
    const start = cohorts[row] ?? 0;
    const edge = (later: number) =>
      unit === 'Day' ? startOfDay(start, zone, later) : startOfWeek(start, zone, later);
    return [Math.max(range.from_ms, edge(since)), Math.min(range.to_ms, edge(since + 1))];
  }
  return (
    <Scroller label="Cohorts">
      <div className="min-w-140">
        <HeatMap
          label={`Share of each cohort that was there again, by ${unit.toLowerCase()}s since`}
          margin={150}
          rows={cohorts.map((ms) => {
            const size = rows.find(({ cohort_ms }) => cohort_ms === ms)?.cohort_visitors ?? 0;
            return `${dateIn(ms, zone)} · ${formatFigure(size, 'count')}`;
          })}
          columns={columns.map((since) => `${unit} ${since}`)}
          every={columns.length > 12 ? 4 : 1}
          onChoose={(row, since) =>
            go('/admin/sessions', cohortDrill(stretch(row, 0), stretch(row, since)))
          }
          cells={cohorts.map((ms) =>
            columns.map((since) => {
              const row = rows.find((one) => one.cohort_ms === ms && one.since === since);
              const share = formatFigure(row?.share ?? null, 'share');
              return {
                // The first column is everyone, and would make the others pale.
                value: row === undefined ? null : since === 0 ? 0 : (row.share ?? 0),
                short: row && `${Math.round((row.share ?? 0) * 100)}%`,
                text: `${dateIn(ms, zone)}, ${unit.toLowerCase()} ${since}: ${share}, ${formatFigure(row?.visitors ?? 0, 'count')} visitors`,
              };
            }),
          )}
        />
      </div>
    </Scroller>
  );
}
