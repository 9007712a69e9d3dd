import clsx from 'clsx';

export interface ShareSegment {
  readonly name: string;
  /** 0 to 1; all segments together are at most 1. */
  readonly share: number;
  /** A fill class. */
  readonly fill: string;
}

// The drawing's own units; it is stretched to whatever width there is.
const WIDTH = 1000;
const HEIGHT = 10;

/** Shares of one whole, side by side from zero. Widths are attributes: the policy allows no styles. */
export function ShareBar({
  label,
  segments,
}: {
  label: string;
  segments: readonly ShareSegment[];
}) {
  let x = 0;
  const placed = segments.map((segment) => {
    const from = x;
    x += segment.share * WIDTH;
    return { ...segment, from, width: segment.share * WIDTH };
  });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-3 w-full"
    >
      <rect width={WIDTH} height={HEIGHT} className="fill-line" />
      {placed.map(({ name, from, width, fill }) => (
        <rect key={name} x={from} width={width} height={HEIGHT} className={clsx(fill)}>
          <title>{name}</title>
        </rect>
      ))}
    </svg>
  );
}
