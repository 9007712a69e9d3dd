'use client';

import clsx from 'clsx';
import { useSearchParams } from 'next/navigation';
import { withValues, zoneOf } from '@/lib/dashboards/scope-query';
import type { HealthDocument } from '@/lib/monitoring/health-document';
import { momentText } from '../moment-text';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { AlarmsTable } from './alarms-table';
import { ChecksList } from './checks-list';
import { ErrorsList } from './errors-list';
import { MeasureGrid } from './measure-grid';
import { useHealth } from './use-health';
import { VerdictLine } from './verdict-line';

const STRETCHES = [
  { name: '1h', label: 'Last hour' },
  { name: '6h', label: '6 hours' },
  { name: '24h', label: '24 hours' },
  { name: '7d', label: '7 days' },
] as const;

/** Whether the pipeline is well, why it is thought to be, and what went wrong lately. */
export function HealthBoard() {
  const query = useSearchParams();
  const asked = query.get('stretch');
  const stretch = STRETCHES.find(({ name }) => name === asked)?.name ?? '1h';
  const zone = zoneOf(query);
  const { document: health, problem, stale } = useHealth(stretch);
  return (
    <>
      <div className="z-20 flex flex-col gap-2 border-line border-b bg-paper px-4 py-3 md:sticky md:top-0 md:px-6 print:static print:px-0">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <h1 className="font-display text-title">Is the pipeline well?</h1>
          <ul aria-label="Stretch of time" className="-ml-2 flex flex-wrap print:hidden">
            {STRETCHES.map(({ name, label }) => (
              <li key={name}>
                <button
                  type="button"
                  aria-pressed={name === stretch}
                  onClick={() =>
                    window.history.pushState(null, '', `?${withValues(query, { stretch: name })}`)
                  }
                  className={clsx(
                    'min-h-9 whitespace-nowrap px-2 py-1',
                    name === stretch
                      ? 'font-semibold text-accent underline decoration-2 underline-offset-4'
                      : 'text-muted hover:text-ink',
                  )}
                >
                  {label}
                </button>
              </li>
            ))}
          </ul>
        </div>
        {health && (
          <p className="text-muted">
            {MODES[health.mode]} As of {momentText(health.askedAtMs, zone)} ({zone}).
          </p>
        )}
      </div>
      <div className="flex flex-col gap-10 px-4 py-5 md:px-6 print:block print:space-y-8 print:px-0">
        {problem && (
          <Problem>
            {health && 'What stands here is from before. '}
            {problem.message}
          </Problem>
        )}
        {!health && !problem && <Waiting />}
        {health && <Parts {...{ health, zone, stale }} />}
      </div>
    </>
  );
}

const MODES: Readonly<Record<HealthDocument['mode'], string>> = {
  local: 'Local mode: this server’s own counts, since it started.',
  aws: 'AWS mode: CloudWatch’s numbers, which come a few minutes late.',
};

interface PartsProps {
  readonly health: HealthDocument;
  readonly zone: string;
  readonly stale: boolean;
}

function Parts({ health, zone, stale }: PartsProps) {
  return (
    <>
      <VerdictLine verdict={health.verdict} standing={health.standing} />
      {health.checks && <ChecksList checks={health.checks} />}
      <AlarmsTable alarms={health.alarms} zone={zone} />
      <div
        aria-busy={stale}
        className={clsx('transition-opacity motion-reduce:transition-none', stale && 'opacity-50')}
      >
        {health.problem ? (
          <Problem>{health.problem}</Problem>
        ) : (
          <MeasureGrid health={health} zone={zone} />
        )}
      </div>
      <ErrorsList errors={health.errors} zone={zone} />
    </>
  );
}

function Waiting() {
  return (
    <>
      <Skeleton height={72} />
      <Skeleton height={240} />
      <Skeleton height={480} />
    </>
  );
}
