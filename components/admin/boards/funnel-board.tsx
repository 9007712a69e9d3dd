'use client';

import { type FunnelBar, FunnelChart } from '@/components/charts/funnel-chart';
import type { ReportRow } from '@/lib/analytics/reports/registry';
import { SECOND_MS } from '@/lib/common/clock';
import { beforeOf, currentOf } from '@/lib/dashboards/compared';
import { funnelStep } from '@/lib/dashboards/drill';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { ReportPanel } from '../report-panel';
import { StepsMenu } from '../steps-menu';
import { useScope } from '../use-scope';

type Row = ReportRow<'funnel'>;

const MODES = [
  { value: '', label: 'In this order' },
  { value: 'closed', label: 'In any order' },
];
const SEGMENTS = [
  { value: '', label: 'Everyone' },
  { value: 'device_type', label: 'Device' },
  { value: 'user_type', label: 'Visitor' },
  { value: 'channel', label: 'Channel' },
  { value: 'actor', label: 'Actor' },
  { value: 'country', label: 'Country' },
];
/** More than these beside one another cannot be compared by eye. */
const MOST_SEGMENTS = 6;

export function FunnelBoard() {
  const { query, set } = useScope();
  const own = {
    mode: query.get('mode'),
    segment: query.get('segment'),
    steps: query.get('steps'),
  };
  return (
    <ReportPanel
      report="funnel"
      own={own}
      height={320}
      empty={(rows) => currentOf(rows).every(({ sessions }) => sessions === 0)}
      controls={
        <>
          <Choice
            inline
            label="Steps"
            value={own.mode ?? ''}
            options={MODES}
            onChange={(mode) => set({ mode })}
          />
          <Choice
            inline
            label="By"
            value={own.segment ?? ''}
            options={SEGMENTS}
            onChange={(segment) => set({ segment })}
          />
          <StepsMenu />
        </>
      }
    >
      {(rows) => <Funnels rows={rows} asked={own} />}
    </ReportPanel>
  );
}

interface FunnelsProps {
  readonly rows: readonly Row[];
  readonly asked: Parameters<typeof funnelStep>[0];
}

function Funnels({ rows, asked }: FunnelsProps) {
  const current = currentOf(rows);
  const segments = [...new Set(current.map(({ segment }) => segment))]
    .map((segment) => ({ segment, size: sizeOf(current, segment) }))
    .toSorted((a, b) => b.size - a.size);
  const one = segments.length === 1;
  return (
    <div className="flex flex-col gap-6">
      <div className={one ? 'max-w-3xl' : 'grid gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3'}>
        {segments.slice(0, MOST_SEGMENTS).map(({ segment }) => (
          <div key={segment} className="flex min-w-0 flex-col gap-2">
            {!one && <h3 className="text-muted">{segment ?? 'unknown'}</h3>}
            <FunnelChart label={segment ?? 'unknown'} bars={bars(rows, segment)} />
          </div>
        ))}
      </div>
      <DataTable
        label="Sessions by step"
        limit={30}
        rows={current}
        columns={[
          ...(one ? [] : [{ name: 'segment' }]),
          { name: 'label', label: 'Step' },
          { name: 'sessions', drill: (row) => funnelStep(asked, row as unknown as Row) },
          { name: 'share_of_first' },
          { name: 'share_of_previous' },
          { name: 'median_seconds', label: 'Median time from the step before' },
        ]}
      />
    </div>
  );
}

function sizeOf(rows: readonly Row[], segment: Row['segment']): number {
  return Math.max(0, ...rows.filter((row) => row.segment === segment).map((row) => row.sessions));
}

function bars(rows: readonly Row[], segment: Row['segment']): readonly FunnelBar[] {
  const of = (some: readonly Row[]) =>
    some.filter((row) => row.segment === segment).toSorted((a, b) => a.position - b.position);
  const before = of(beforeOf(rows));
  return of(currentOf(rows)).map((row, i) => ({
    name: row.label,
    sessions: row.sessions,
    share: row.share_of_first ?? 0,
    kept: i === 0 ? null : row.share_of_previous,
    shareBefore: i === 0 ? null : (before[i]?.share_of_first ?? null),
    medianMs: row.median_seconds === null ? null : row.median_seconds * SECOND_MS,
  }));
}
