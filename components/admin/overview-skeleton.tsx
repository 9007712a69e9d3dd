const TILES = Array.from({ length: 12 }, (_, i) => i);

/** The overview's shape while its first numbers are computed. */
export function OverviewSkeleton() {
  return (
    <div className="flex flex-col gap-6 px-4 py-4 md:px-6">
      <p role="status" className="text-muted">
        Counting
      </p>
      <div aria-hidden="true" className="grid grid-cols-2 border-line border-y sm:grid-cols-4">
        {TILES.map((tile) => (
          <div key={tile} className="flex flex-col gap-2 py-3 pr-3">
            <span className="h-4 w-20 bg-line" />
            <span className="h-7 w-28 bg-line" />
            <span className="h-3 w-16 bg-line" />
          </div>
        ))}
      </div>
    </div>
  );
}
