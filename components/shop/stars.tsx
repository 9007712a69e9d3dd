interface StarsProps {
  /** 0 to 5. */
  readonly average: number;
  readonly className?: string;
}

const WIDTH = 20;
const STAR = 'M10 1.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9L10 14.9l-5.2 2.8 1-5.9L1.5 7.7l5.9-.8z';
const PLACES = [0, 1, 2, 3, 4];

/** Five stars, filled to the nearest tenth of one; said as one sentence. */
export function Stars({ average, className = 'h-4' }: StarsProps) {
  const stars = PLACES.map((place) => (
    <path key={place} d={STAR} transform={`translate(${place * WIDTH} 0)`} />
  ));
  const filled = WIDTH * average;
  return (
    <svg
      viewBox={`0 0 ${WIDTH * PLACES.length} ${WIDTH}`}
      role="img"
      aria-label={`${average.toFixed(1)} of 5 stars`}
      className={`aspect-[5/1] w-auto shrink-0 ${className}`}
    >
      <g className="fill-line">{stars}</g>
      {/* An inner picture cuts off what stands over its edge. */}
      <svg aria-hidden width={filled} height={WIDTH} viewBox={`0 0 ${filled} ${WIDTH}`}>
        <g className="fill-accent">{stars}</g>
      </svg>
    </svg>
  );
}
