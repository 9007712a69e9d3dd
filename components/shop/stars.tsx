interface StarsProps {
  /** 0 to 5. */
  readonly average: number;
  readonly className?: string;
}

const WIDTH = 20;
const STAR = 'l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z';
/** One path: a shelf has two dozen of these, and each of their elements costs its first picture time. */
const STARS = [0, 1, 2, 3, 4].map((place) => `M${10 + place * WIDTH} 1.5${STAR}`).join('');

/** Five stars, filled to the nearest tenth of one; said as one sentence. */
export function Stars({ average, className = 'h-4' }: StarsProps) {
  const filled = WIDTH * average;
  return (
    <svg
      viewBox={`0 0 ${WIDTH * 5} ${WIDTH}`}
      role="img"
      aria-label={`${average.toFixed(1)} of 5 stars`}
      className={`aspect-[5/1] w-auto shrink-0 ${className}`}
    >
      <path className="fill-line" d={STARS} />
      {/* An inner picture cuts off what stands over its edge. */}
      <svg aria-hidden width={filled} height={WIDTH} viewBox={`0 0 ${filled} ${WIDTH}`}>
        <path className="fill-accent" d={STARS} />
      </svg>
    </svg>
  );
}
