'use client';

import { useSearchParams } from 'next/navigation';
import { zoneOf } from '@/lib/dashboards/scope-query';
import type { RunDocument, RunKind } from '@/lib/runs/run-document';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { RunCard } from './run-card';
import { RunForm } from './run-form';
import { RunTable } from './run-table';
import { useRuns } from './use-runs';

interface TrafficBoardProps {
  readonly mayStart: boolean;
  readonly scenarios: Readonly<Record<RunKind, readonly string[]>>;
  readonly personas: readonly string[];
}

const isOpen = ({ state }: RunDocument) => state === 'running' || state === 'elsewhere';

/** Sends shoppers and producers into the shop, and tells of those that are and were there. */
export function TrafficBoard({ mayStart, scenarios, personas }: TrafficBoardProps) {
  const zone = zoneOf(useSearchParams());
  const { document: list, problem, askAgain } = useRuns();
  const open = list?.runs.filter(isOpen) ?? [];
  const over = list?.runs.filter((run) => !isOpen(run)) ?? [];
  const now = Date.now();
  return (
    <>
      <div className="border-line border-b px-4 py-3 md:px-6">
        <h1 className="font-display text-title">What traffic shall there be?</h1>
        <p className="max-w-prose text-muted">
          Every run keeps a ledger of what truly happened, so that it can be audited afterwards.
        </p>
      </div>
      <div className="flex flex-col gap-10 px-4 py-5 md:px-6">
        {problem && <Problem>{problem.message}</Problem>}
        {!list && !problem && <Skeleton height={320} />}
        {list && (
          <>
            {mayStart && list.open && <RunForm {...{ scenarios, personas, onStarted: askAgain }} />}
            {!list.open && (
              <p className="max-w-prose border-accent border-l-2 pl-3">
                Runs are not started from here: FOOTFALL_TRAFFIC is off. <code>npm run bots</code>{' '}
                and <code>npm run producer</code> start them from a terminal.
              </p>
            )}
            {list.open && !mayStart && (
              <p className="max-w-prose border-accent border-l-2 pl-3">
                Starting and stopping runs takes an admin’s account.
              </p>
            )}
            <section aria-label="Under way" className="flex flex-col gap-2">
              <h2 className="font-semibold text-base">
                {open.length === 0 ? 'Is anybody here? Nobody that was sent' : 'Who is here now?'}
              </h2>
              <ul>
                {open.map((run) => (
                  <RunCard
                    key={run.run_id}
                    {...{ run, zone, now, mayStop: mayStart, onStopped: askAgain }}
                  />
                ))}
              </ul>
            </section>
            <section aria-label="Over" className="flex min-w-0 flex-col gap-3">
              <h2 className="font-semibold text-base">What was sent before?</h2>
              {over.length === 0 ? (
                <p className="text-muted">
                  No run has a ledger here yet: start one above, or with <code>npm run bots</code>.
                </p>
              ) : (
                <RunTable runs={over} zone={zone} />
              )}
            </section>
          </>
        )}
      </div>
    </>
  );
}
