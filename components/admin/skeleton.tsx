/** The place of numbers that are being counted, as high as they will be; in pixels. */
export function Skeleton({ height }: { height: number }) {
  return (
    <div role="status" aria-label="Counting">
      <svg
        aria-hidden="true"
        width="100%"
        height={height}
        className="animate-pulse motion-reduce:animate-none"
      >
        <rect width="100%" height={height} className="fill-line opacity-40" />
      </svg>
    </div>
  );
}
