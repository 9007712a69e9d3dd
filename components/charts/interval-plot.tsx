import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { Frame, sized } from './frame';

export interface Interval {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
}

interface IntervalPlotProps {
  readonly label: string;
  readonly intervals: readonly Interval[];
  readonly tick: (value: number) => string;
}

const ROW = 44;
const AXIS = 24;

/** Estimates with their intervals against zero: one that spans zero has shown nothing. */
export function IntervalPlot({ label, intervals, tick }: IntervalPlotProps) {
  const height = intervals.length * ROW + AXIS;
  const [low = -1, high = 1] = extent([0, ...intervals.flatMap((each) => [each.low, each.high])]);
  const words = intervals.map(({ name, text }) => `${name}: ${text}`).join('; ');
  return (
    <Frame height={height}>
      {(width) => {
        const x = scaleLinear([low, high === low ? low + 1 : high], [8, width - 8]).nice(5);
        return (
          <svg {...sized(width, height)} role="img" aria-label={`${label}: ${words}`}>
            {x.ticks(5).map((at) => (
              <g key={at}>
                <line
                  x1={x(at)}
                  x2={x(at)}
                  y1={0}
                  y2={height - AXIS}
                  className={at === 0 ? 'stroke-ink' : 'stroke-line'}
                />
                <text
                  x={x(at)}
                  y={height - 6}
                  textAnchor="middle"
                  className="fill-muted text-xs tabular-nums"
                >
                  {tick(at)}
                </text>
              </g>
            ))}
            {intervals.map((each, i) => (
              <g key={each.name}>
                <text x={0} y={i * ROW + 14} className="fill-ink text-xs">
                  {each.name} <tspan className="fill-muted">{each.text}</tspan>
                </text>
                <line
                  x1={x(each.low)}
                  x2={x(each.high)}
                  y1={i * ROW + 28}
                  y2={i * ROW + 28}
                  className="stroke-accent"
                  strokeWidth={3}
                />
                <circle cx={x(each.value)} cy={i * ROW + 28} r={5} className="fill-accent" />
              </g>
            ))}
          </svg>
        );
      }}
    </Frame>
  );
}
