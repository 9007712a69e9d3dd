'use client';

import clsx from 'clsx';
import { useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useRef } from 'react';
import { systemClock } from '@/lib/common/clock';
import type { DashboardName } from '@/lib/dashboards/dashboard-provider';
import { filtersOf, parametersOf } from '@/lib/dashboards/quicksight-parameters';
import { Problem } from '../problem';
import { Skeleton } from '../skeleton';
import { useScope } from '../use-scope';
import { useFrame } from './use-frame';

const HEIGHT = 760;

interface EmbeddedDashboardProps {
  readonly dashboard: DashboardName;
  readonly label: string;
}

/** QuickSight’s frame in the place of a chart: parameters go in and come out. */
export function EmbeddedDashboard({ dashboard, label }: EmbeddedDashboardProps) {
  const query = useSearchParams();
  const { set } = useScope();
  const place = useRef<HTMLDivElement>(null);
  // A stretch that ends now stays as it was when it was chosen: each change costs a query.
  const parameters = useMemo(() => parametersOf(query, systemClock()), [query]);
  const { state, problem, again, setParameters } = useFrame({
    dashboard,
    place,
    parameters,
    onChosen: (message) => {
      // The frame repeats what it was told; only what is new here changes the address.
      const chosen = Object.entries(filtersOf(message)).filter(
        ([name, value]) => (query.get(name) ?? '') !== value,
      );
      if (chosen.length > 0) set(Object.fromEntries(chosen));
    },
  });
  useEffect(() => {
    // What was chosen while it was loading is told once it can hear it.
    if (state === 'shown') setParameters(parameters);
  }, [state, parameters, setParameters]);

  return (
    <div
      data-frame={state}
      aria-busy={state === 'asking' || state === 'loading'}
      className="flex flex-col gap-3"
    >
      {problem && (
        <div className="flex flex-col items-start gap-2">
          <Problem>{problem}</Problem>
          <button
            type="button"
            onClick={again}
            className="min-h-9 border border-line px-3 py-1 text-accent hover:border-accent"
          >
            Try again
          </button>
        </div>
      )}
      {(state === 'asking' || state === 'loading') && (
        <div>
          <p role="status" className="pb-2 text-muted">
            {state === 'asking' ? 'Asking QuickSight for a session' : 'QuickSight is loading'}
          </p>
          <Skeleton height={HEIGHT / 2} />
        </div>
      )}
      <section
        ref={place}
        aria-label={`${label} in QuickSight`}
        className={clsx(
          // QuickSight draws dark letters on its own ground, whatever ours is.
          'overflow-hidden border-line bg-white [&>iframe]:w-full',
          state === 'shown' ? 'border' : 'h-0 opacity-0',
        )}
      />
    </div>
  );
}
