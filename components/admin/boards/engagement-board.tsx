'use client';

import { BarChart } from '@/components/charts/bar-chart';
import { HeatMap } from '@/components/charts/heat-map';
import { TimeChart } from '@/components/charts/time-chart';
import type { ReportRow } from '@/lib/analytics/reports/registry';
import { beforeOf, currentOf } from '@/lib/dashboards/compared';
import { formatFigure } from '@/lib/dashboards/figure';
import { isLive } from '@/lib/dashboards/scope-query';
import { seriesPoints } from '@/lib/dashboards/series';
import { ReportPanel } from '../report-panel';
import { ReportTotals } from '../report-totals';
import { Titled } from '../titled';
import { useGo } from '../use-go';
import { useScope } from '../use-scope';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

export function EngagementBoard() {
  const { query, zone } = useScope();
  const go = useGo();
  return (
    <>
      <ReportTotals
        report="engagement"
        figures={[
          ['sessions', 'Sessions', 'count'],
          ['pages_per_session', 'Pages a session', 'decimal'],
          ['median_seconds', 'Median duration', 'seconds'],
          ['mean_seconds', 'Mean duration', 'seconds'],
          ['bounce_rate', 'Bounce rate', 'share'],
        ]}
      />
      <ReportPanel
        report="engagement_hours"
        height={216}
        empty={(rows) => currentOf(rows).every(({ sessions }) => sessions === 0)}
      >
        {(rows) => (
          <HeatMap
            label={`Sessions by weekday and hour, ${zone}`}
            rows={WEEKDAYS}
            columns={HOURS}
            every={3}
            cells={weekOf(currentOf(rows))}
            onChoose={(day, hour) => go('/admin/sessions', { weekday: day + 1, hour })}
          />
        )}
      </ReportPanel>
      <div className="grid gap-x-10 gap-y-10 lg:grid-cols-2">
        <Depth measure="pages" title="How many pages does a session see?" />
        <Depth measure="seconds" title="How long does a session last?" />
      </div>
      <ReportPanel
        report="stickiness"
        empty={(rows) => currentOf(rows).every(({ monthly }) => monthly === 0)}
      >
        {(rows) => (
          <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
            <Titled title="Visitors of the day">
              <TimeChart
                label="Visitors of the day"
                format="count"
                open={isLive(query)}
                points={seriesPoints(rows.map(byDay), (row) => row.daily, zone)}
              />
            </Titled>
            <Titled title="Share of the visitors of 30 days">
              <TimeChart
                label="Visitors of the day among those of 30 days"
                format="share"
                open={isLive(query)}
                points={seriesPoints(rows.map(byDay), (row) => row.stickiness, zone)}
              />
            </Titled>
          </div>
        )}
      </ReportPanel>
    </>
  );
}

const byDay = (row: ReportRow<'stickiness'>) => ({ ...row, bucket_ms: row.day_ms });

function weekOf(rows: readonly ReportRow<'engagement_hours'>[]) {
  return WEEKDAYS.map((day, weekday) =>
    HOURS.map((hour, i) => {
      const row = rows.find((one) => one.weekday === weekday + 1 && one.hour === i);
      const sessions = row?.sessions ?? 0;
      const bought = formatFigure(row?.conversion ?? null, 'share');
      return {
        value: sessions,
        text: `${day} ${hour}:00: ${formatFigure(sessions, 'count')} sessions, ${bought} bought`,
      };
    }),
  );
}

function Depth({ measure, title }: { measure: 'pages' | 'seconds'; title: string }) {
  return (
    <ReportPanel
      report="engagement_depth"
      title={title}
      empty={(rows) => currentOf(rows).every(({ sessions }) => sessions === 0)}
    >
      {(rows) => {
        const of = (some: readonly ReportRow<'engagement_depth'>[]) =>
          some.filter((row) => row.measure === measure);
        const before = of(beforeOf(rows));
        return (
          <BarChart
            label={title}
            format="share"
            bars={of(currentOf(rows)).map(({ at_least, below, share, sessions }, i) => ({
              name: rangeName(measure, at_least, below),
              value: share ?? 0,
              before: before[i]?.share ?? null,
              text: `${formatFigure(share, 'share')}, ${formatFigure(sessions, 'count')} sessions`,
            }))}
          />
        );
      }}
    </ReportPanel>
  );
}

function rangeName(measure: 'pages' | 'seconds', from: number, below: number | null): string {
  if (measure === 'pages') {
    if (below === null) return `${from}+`;
    return below - from === 1 ? String(from) : `${from}–${below - 1}`;
  }
  const short = (seconds: number) =>
    seconds < 60 ? `${seconds}s` : `${Math.round(seconds / 60)}m`;
  return below === null ? `${short(from)}+` : `${short(from)}–${short(below)}`;
}
