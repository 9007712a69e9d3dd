const TILES = [
  { name: 'leading', count: 4, columns: 'lg:grid-cols-4', height: 132 },
  { name: 'others', count: 8, columns: 'border-line border-t sm:grid-cols-4', height: 89 },
];

/** The figures' shape while the first numbers are computed: as high as they will be. */
export function OverviewSkeleton() {
  return (
    <div role="status" aria-label="Counting" className="border-line border-y">
      {TILES.map(({ name, count, columns, height }) => (
        <div key={name} className={`grid grid-cols-2 ${columns}`}>
          {Array.from({ length: count }, (_, i) => (
            <svg
              aria-hidden="true"
              // biome-ignore lint/suspicious/noArrayIndexKey: all alike
              key={i}
              width="100%"
              height={height}
              className="animate-pulse fill-line opacity-60 motion-reduce:animate-none"
            >
              <rect y="16" width="72" height="12" />
              <rect y="38" width="120" height={height > 100 ? 32 : 20} />
              <rect y={height > 100 ? 80 : 66} width="96" height="10" />
            </svg>
          ))}
        </div>
      ))}
    </div>
  );
}
