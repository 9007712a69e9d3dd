import { Suspense } from 'react';
import { authorisePage } from '@/app/admin/auth';
import { OverviewPanel } from '@/components/admin/overview-panel';
import { OverviewSkeleton } from '@/components/admin/overview-skeleton';
import { RangeBar } from '@/components/admin/range-bar';
import { answerReport, reportProblem } from '@/lib/analytics/reports/answer';
import { overviewReport } from '@/lib/analytics/reports/overview';
import { runtime } from '@/lib/config/runtime';
import {
  DEFAULT_RANGE,
  isTimeRange,
  resolveRange,
  type TimeRange,
} from '@/lib/dashboards/time-range';

interface OverviewPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OverviewPage({ searchParams }: OverviewPageProps) {
  await authorisePage();
  const asked = (await searchParams).range;
  const range = isTimeRange(asked) ? asked : DEFAULT_RANGE;
  return (
    <>
      <RangeBar title={overviewReport.question} range={range} />
      <Suspense fallback={<OverviewSkeleton />}>
        <Overview range={range} />
      </Suspense>
    </>
  );
}

async function Overview({ range }: { range: TimeRange }) {
  const initial = await askOverview(range);
  return (
    <OverviewPanel
      key={range}
      range={range}
      initial={initial}
      definitions={overviewReport.definitions}
    />
  );
}

async function askOverview(range: TimeRange) {
  const { engine, clock } = runtime();
  try {
    const asked = { ...resolveRange(range, clock()), compare: 'before' };
    const parameters = overviewReport.parameters.parse(asked);
    return { document: await answerReport(engine, overviewReport, parameters, { clock }) };
  } catch (error) {
    const known = reportProblem(error);
    if (!known) throw error;
    if (known.status === 500) console.error(error);
    return { problem: known.problem };
  }
}
