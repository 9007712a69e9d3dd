'use client';

import { useState } from 'react';
import { SparkLine } from '@/components/charts/spark-line';
import { TimeChart } from '@/components/charts/time-chart';
import { FIGURE_DRILLS, pointDrill } from '@/lib/dashboards/drill';
import type { FigureFormat } from '@/lib/dashboards/figure';
import { type OverviewModel, overviewModel } from '@/lib/dashboards/overview-model';
import { isLive, scopeOf } from '@/lib/dashboards/scope-query';
import { seriesPoints, startsOf } from '@/lib/dashboards/series';
import { isTimeRange, TIME_RANGES } from '@/lib/dashboards/time-range';
import { ActorSplit } from '../actor-split';
import { Choice } from '../choice';
import { Definitions } from '../definitions';
import { KpiTile } from '../kpi-tile';
import { NothingHere } from '../nothing-here';
import { OverviewSkeleton } from '../overview-skeleton';
import { Problem } from '../problem';
import { ReportPanel } from '../report-panel';
import { useWords } from '../report-words';
import { useGo } from '../use-go';
import { type AnswerOf, useReport } from '../use-report';
import { useScope } from '../use-scope';

/** Those that answer "how is the shop doing"; the others say how it came to that. */
const LEADING = 4;

/** What can be drawn over time, by its name in the series. */
const DRAWN = {
  sessions: { label: 'Sessions', format: 'count' },
  orders: { label: 'Orders', format: 'count' },
  revenue: { label: 'Revenue', format: 'money' },
  conversion: { label: 'Conversion', format: 'share' },
  events: { label: 'Events', format: 'count' },
  views: { label: 'Views', format: 'count' },
  clicks: { label: 'Clicks', format: 'count' },
  add_to_carts: { label: 'Added to cart', format: 'count' },
} as const satisfies Record<string, { label: string; format: FigureFormat }>;
type Drawn = keyof typeof DRAWN;

export function OverviewBoard() {
  const overview = useReport('overview');
  const series = useReport('overview_series');
  const { definitions } = useWords('overview');
  const { document: answer, problem } = overview;
  const model = answer && overviewModel(answer.rows);
  return (
    <>
      <Freshness answer={answer} />
      {problem && (
        <Problem>
          {answer && `Not refreshed since ${timeOf(answer.asked_at)} UTC. `}
          {problem.message}
        </Problem>
      )}
      <div aria-busy={overview.stale || !answer} className="flex flex-col gap-6">
        {!model && !problem && <OverviewSkeleton />}
        {model?.empty && <NothingHere />}
        {model && <Kpis model={model} definitions={definitions} series={series.document} />}
      </div>
      <Series />
      {model && <ActorSplit model={model} definition={definitions.actor ?? ''} />}
      {model && (
        <Definitions
          terms={model.kpis.map(({ figure, label }) => ({
            label,
            text: definitions[figure] ?? '',
          }))}
        />
      )}
    </>
  );
}

function Freshness({ answer }: { answer: AnswerOf<'overview'> | undefined }) {
  const { query } = useScope();
  const scope = scopeOf(query);
  const range = scope.get('range');
  return (
    <p className="flex flex-wrap gap-x-3 text-muted tabular-nums">
      <span>
        {answer ? `Updated ${timeOf(answer.asked_at)} UTC` : 'No numbers yet'}
        {isLive(query) ? ', following live' : ''}
      </span>
      {scope.get('compare') === 'before' && (
        <span>
          Changes are against{' '}
          {isTimeRange(range) ? TIME_RANGES[range].before : 'as long a time before'}.
        </span>
      )}
    </p>
  );
}

interface KpisProps {
  readonly model: OverviewModel;
  readonly definitions: Readonly<Record<string, string>>;
  readonly series: AnswerOf<'overview_series'> | undefined;
}

function Kpis({ model, definitions, series }: KpisProps) {
  const { query } = useScope();
  const current = series?.rows.filter(({ period }) => period === 'current') ?? [];
  // A stretch that has only begun would look like a fall.
  const rows = isLive(query) && current.length > 2 ? current.slice(0, -1) : current;
  const tile = (kpi: OverviewModel['kpis'][number], leading: boolean) => (
    <KpiTile
      key={kpi.figure}
      kpi={kpi}
      leading={leading}
      definition={definitions[kpi.figure] ?? ''}
    >
      {leading && kpi.figure in DRAWN && (
        <SparkLine values={rows.map((row) => row[kpi.figure as Drawn] ?? 0)} />
      )}
    </KpiTile>
  );
  return (
    <div className="border-line border-y">
      <dl className="grid grid-cols-2 lg:grid-cols-4">
        {model.kpis.slice(0, LEADING).map((kpi) => tile(kpi, true))}
      </dl>
      <dl className="grid grid-cols-2 border-line border-t sm:grid-cols-4">
        {model.kpis.slice(LEADING).map((kpi) => tile(kpi, false))}
      </dl>
    </div>
  );
}

function Series() {
  const { query, zone } = useScope();
  const [drawn, draw] = useState<Drawn>('sessions');
  const go = useGo();
  const { label, format } = DRAWN[drawn];
  return (
    <ReportPanel
      report="overview_series"
      controls={
        <Choice
          inline
          label="Figure"
          value={drawn}
          options={Object.entries(DRAWN).map(([value, { label: words }]) => ({
            value,
            label: words,
          }))}
          onChange={(value) => draw(value as Drawn)}
        />
      }
    >
      {(rows, { parameters }) => (
        <TimeChart
          label={label}
          format={format}
          open={isLive(query)}
          points={seriesPoints(rows, (row) => row[drawn], zone)}
          onChoose={(place) =>
            go('/admin/sessions', {
              ...pointDrill(startsOf(rows), place, parameters),
              ...FIGURE_DRILLS[drawn],
            })
          }
        />
      )}
    </ReportPanel>
  );
}

function timeOf(iso: string): string {
  return iso.slice(11, 19);
}
