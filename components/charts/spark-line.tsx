import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

const WIDTH = 120;
const HEIGHT = 28;

/** The shape of a figure over time, from zero; the numbers are elsewhere. */
export function SparkLine({ values }: { values: readonly number[] }) {
  if (values.length < 2) return <svg aria-hidden="true" height={HEIGHT} viewBox="0 0 1 1" />;
  const x = scaleLinear([0, values.length - 1], [1, WIDTH - 1]);
  const y = scaleLinear([0, max(values) || 1], [HEIGHT - 2, 2]);
  const path = line<number>()
    .x((_, i) => x(i))
    .y((value) => y(value));
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-7 w-full max-w-40"
    >
      <path
        d={path([...values]) ?? undefined}
        className="fill-none stroke-accent"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
