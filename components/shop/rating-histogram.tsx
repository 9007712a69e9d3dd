export interface StarCount {
  /** 1 to 5. */
  readonly stars: number;
  readonly count: number;
}

/** How many gave how many stars, five first. Drawn, because a static page takes no inline style. */
export function RatingHistogram({ stars }: { stars: readonly StarCount[] }) {
  const most = Math.max(1, ...stars.map(({ count }) => count));
  return (
    <dl className="mt-5 max-w-72 text-sm">
      {stars.map(({ stars: number, count }) => (
        <div key={number} className="flex items-center gap-3 py-0.5">
          <dt className="w-14 shrink-0 text-muted">
            {number === 1 ? '1 star' : `${number} stars`}
          </dt>
          <dd className="flex min-w-0 grow items-center gap-3">
            <svg
              aria-hidden
              viewBox="0 0 100 6"
              preserveAspectRatio="none"
              className="h-2 w-0 grow"
            >
              <rect width="100" height="6" className="fill-line" />
              <rect width={(count / most) * 100} height="6" className="fill-accent" />
            </svg>
            <span className="w-6 text-right tabular-nums">{count}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
