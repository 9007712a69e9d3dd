'use client';

import { ActorSplit } from '@/components/admin/actor-split';
import { Definitions } from '@/components/admin/definitions';
import { KpiTile } from '@/components/admin/kpi-tile';
import type { Polled } from '@/components/admin/polling';
import { usePolled } from '@/components/admin/use-polled';
import { type OverviewDocument, overviewModel } from '@/lib/dashboards/overview-model';
import { TIME_RANGES, type TimeRange } from '@/lib/dashboards/time-range';

const REFRESH_MS = 2000;
/** Those that answer "how is the shop doing"; the others say how it came to that. */
const LEADING = 4;

interface OverviewPanelProps {
  range: TimeRange;
  initial: Polled<OverviewDocument>;
  definitions: Readonly<Record<string, string>>;
}

export function OverviewPanel({ range, initial, definitions }: OverviewPanelProps) {
  const url = `/api/admin/reports/overview?range=${range}&compare=before`;
  const { document, problem } = usePolled(url, initial, REFRESH_MS);
  return (
    <div className="flex flex-col gap-6 px-4 py-4 md:px-6">
      <p className="flex flex-wrap gap-x-3 text-muted tabular-nums">
        <span>
          {document ? `Updated ${timeOf(document.asked_at)} UTC` : 'No numbers yet'}
          {problem ? '' : `, every ${REFRESH_MS / 1000} s`}
        </span>
        {document && <span>Changes are against {TIME_RANGES[range].before}.</span>}
      </p>
      {problem && (
        <p role="alert" className="border-danger border-l-2 pl-3 text-danger">
          {document && `Not refreshed since ${timeOf(document.asked_at)} UTC. `}
          {problem.message}
        </p>
      )}
      {document && <Numbers document={document} definitions={definitions} />}
    </div>
  );
}

interface NumbersProps {
  document: OverviewDocument;
  definitions: Readonly<Record<string, string>>;
}

function Numbers({ document, definitions }: NumbersProps) {
  const model = overviewModel(document.rows);
  const tile = (kpi: (typeof model.kpis)[number], leading: boolean) => (
    <KpiTile
      key={kpi.figure}
      kpi={kpi}
      leading={leading}
      definition={definitions[kpi.figure] ?? ''}
    />
  );
  return (
    <>
      {model.empty && (
        <p className="border-accent border-l-2 pl-3">
          No events in this range yet. Open the shop and click something, or run{' '}
          <code>npm run producer</code>.
        </p>
      )}
      <div className="border-line border-y">
        <dl className="grid grid-cols-2 lg:grid-cols-4">
          {model.kpis.slice(0, LEADING).map((kpi) => tile(kpi, true))}
        </dl>
        <dl className="grid grid-cols-2 border-line border-t sm:grid-cols-4">
          {model.kpis.slice(LEADING).map((kpi) => tile(kpi, false))}
        </dl>
      </div>
      <ActorSplit model={model} definition={definitions.actor ?? ''} />
      <Definitions
        terms={model.kpis.map(({ figure, label }) => ({ label, text: definitions[figure] ?? '' }))}
      />
    </>
  );
}

function timeOf(iso: string): string {
  return iso.slice(11, 19);
}
