import type { AuditStage } from '@/lib/runs/audit-stages';

/** The way of a run's events, stage by stage, and where some were left. */
export function StagePicture({ stages }: { stages: readonly AuditStage[] }) {
  const most = Math.max(1, ...stages.map(({ count }) => count));
  return (
    <ol className="flex flex-col gap-1">
      {stages.map(({ name, doc, count, gone }) => (
        <li key={name} data-stage={name} className="flex flex-col gap-1">
          {gone.length > 0 && (
            <ul className="flex flex-col border-danger border-l-2 py-1 pl-3 md:ml-56">
              {gone.map(({ count: missing, why }) => (
                <li key={why} className="tabular-nums">
                  {missing > 0 ? '−' : '+'} {Math.abs(missing).toLocaleString('en-IE')}{' '}
                  <span className="text-muted">{why}</span>
                </li>
              ))}
            </ul>
          )}
          <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 md:grid-cols-[13rem_minmax(0,1fr)] md:items-center">
            <p>
              <span className="font-semibold">{name}</span>
              <span className="block text-muted">{doc}</span>
            </p>
            <p className="flex items-center gap-3">
              <svg
                aria-hidden="true"
                viewBox="0 0 1000 10"
                preserveAspectRatio="none"
                className="h-6 w-0 min-w-0 flex-1"
              >
                <rect width="1000" height="10" className="fill-line opacity-50" />
                <rect width={(1000 * count) / most} height="10" className="fill-accent" />
              </svg>
              <span data-count={count} className="w-20 text-right font-semibold tabular-nums">
                {count.toLocaleString('en-IE')}
              </span>
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
