'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { Percentiles } from '@/lib/audit/percentiles';
import { withValues, zoneOf } from '@/lib/dashboards/scope-query';
import { auditStages } from '@/lib/runs/audit-stages';
import type { AuditOfRun, RunDocument } from '@/lib/runs/run-document';
import { momentText } from '../moment-text';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { FindingsList } from './findings-list';
import { channelWords, orderWords, STATE_WORDS } from './run-words';
import { StagePicture } from './stage-picture';
import { change, useRun, useRuns } from './use-runs';

/** A run from click to row: how many at each stage, and where any were lost. */
export function AuditBoard({ mayAudit }: { mayAudit: boolean }) {
  const query = useSearchParams();
  const router = useRouter();
  const zone = zoneOf(query);
  const { document: list, problem } = useRuns();
  const audited = list?.runs.filter(({ state }) => state !== 'failed') ?? [];
  const runId = query.get('run') ?? audited[0]?.run_id ?? null;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2 border-line border-b px-4 py-3 md:px-6">
        <h1 className="font-display text-title">Did every event arrive?</h1>
        {audited.length > 0 && (
          <label className="flex items-center gap-2">
            <span className="text-muted">Run</span>
            <select
              value={runId ?? ''}
              onChange={(event) =>
                router.replace(`?${withValues(query, { run: event.target.value })}`)
              }
              className="min-h-9 max-w-[16rem] border border-line bg-surface px-2"
            >
              {runId && !audited.some(({ run_id }) => run_id === runId) && <option>{runId}</option>}
              {audited.map(({ run_id }) => (
                <option key={run_id}>{run_id}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="flex flex-col gap-10 px-4 py-5 md:px-6">
        {problem && <Problem>{problem.message}</Problem>}
        {!list && !problem && <Skeleton height={320} />}
        {list && runId === null && (
          <p className="max-w-prose border-accent border-l-2 pl-3">
            No run has a ledger here yet. Start one on the Traffic page, or with{' '}
            <code>npm run bots</code>.
          </p>
        )}
        {runId && <OneRun key={runId} {...{ runId, zone, mayAudit }} />}
      </div>
    </>
  );
}

interface OneRunProps {
  readonly runId: string;
  readonly zone: string;
  readonly mayAudit: boolean;
}

function OneRun({ runId, zone, mayAudit }: OneRunProps) {
  const { document: report, problem, askAgain } = useRun(runId);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (problem && !report) return <Problem>{problem.message}</Problem>;
  if (!report) return <Skeleton height={320} />;

  async function audit() {
    setBusy(true);
    setWrong(await change(`/${encodeURIComponent(runId)}/audit`, 'POST'));
    setBusy(false);
    askAgain();
  }

  return (
    <>
      <RunHead run={report.run} zone={zone} />
      {mayAudit && (
        <p>
          <button
            type="button"
            disabled={busy}
            onClick={audit}
            className="min-h-11 bg-ink px-6 font-medium text-paper hover:bg-accent hover:text-on-accent disabled:opacity-60"
          >
            {busy ? 'Comparing event by event' : report.audited ? 'Audit it again' : 'Audit it'}
          </button>
        </p>
      )}
      {wrong && <Problem>{wrong}</Problem>}
      {report.audited ? (
        <Audited audited={report.audited} zone={zone} />
      ) : (
        <p className="text-muted">
          It has not been audited from here{mayAudit ? '' : ', which takes an admin’s account'}.
        </p>
      )}
    </>
  );
}

function RunHead({ run, zone }: { run: RunDocument; zone: string }) {
  return (
    <p>
      <span className="font-semibold">{channelWords(run.channel)}</span>, {orderWords(run)}.{' '}
      <span className="text-muted">
        {STATE_WORDS[run.state]}; it began {momentText(run.startedAtMs, zone)}
        {run.endedAtMs !== null && ` and ended ${momentText(run.endedAtMs, zone)}`}.
      </span>
    </p>
  );
}

function Audited({ audited: { madeAtMs, audit }, zone }: { audited: AuditOfRun; zone: string }) {
  return (
    <>
      <div
        data-agrees={audit.agrees}
        className={`border-l-4 pl-4 ${audit.agrees ? 'border-accent' : 'border-danger'}`}
      >
        <p className="font-display text-title">
          {audit.agrees ? 'Ledger and lake agree on every event.' : 'Ledger and lake do not agree.'}
        </p>
        <p className="text-muted">
          As of {momentText(madeAtMs, zone)} ({zone}).
          {!audit.ended && ' The run has not ended, or whoever wrote its ledger died.'}
        </p>
      </div>
      <section aria-label="Stages" className="flex flex-col gap-4">
        <h2 className="font-semibold text-base">How many came how far?</h2>
        <StagePicture stages={auditStages(audit)} />
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[13rem_minmax(0,1fr)]">
          <dt className="text-muted">From event to its answer</dt>
          <dd>{times(audit.freshness.answered)}</dd>
          <dt className="text-muted">From event to the collector</dt>
          <dd>{times(audit.freshness.received)}</dd>
          <dt className="text-muted">Late</dt>
          <dd>{audit.counts.late.toLocaleString('en-IE')}</dd>
        </dl>
      </section>
      <section aria-label="Findings" className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">What was found?</h2>
        <FindingsList findings={audit.findings} />
      </section>
    </>
  );
}

function times(figures: Percentiles | null): string {
  if (!figures) return 'Nothing to measure';
  const ms = (value: number) => `${Math.round(value).toLocaleString('en-IE')} ms`;
  return `half within ${ms(figures.p50)}, 95 % within ${ms(figures.p95)}, all within ${ms(figures.max)}`;
}
