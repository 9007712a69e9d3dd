import type { ScaleLinear } from 'd3-scale';
import { type FigureFormat, formatTick } from '@/lib/dashboards/figure';

interface AxisProps {
  /** From figures to pixels from the top. */
  readonly y: ScaleLinear<number, number>;
  /** The drawing's left and right end, in pixels. */
  readonly from: number;
  readonly to: number;
  readonly format: FigureFormat;
  /** What stands below the drawing, from left to right. */
  readonly names: readonly AxisName[];
  /** The least room a name takes, in pixels: where there is less, only some are written. */
  readonly room: number;
  readonly height: number;
}

export interface AxisName {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly anchor: 'start' | 'middle' | 'end';
}

const TICKS = 4;
/** How far a name's middle stays from the right end, so that it is not cut. */
const LAST_ROOM = 12;

/** Lines across at round figures, their names at the left, and the names of places below. */
export function Axis({ y, from, to, format, names, room, height }: AxisProps) {
  const every = Math.max(1, Math.ceil((names.length * room) / (to - from)));
  return (
    <g>
      {y.ticks(TICKS).map((tick) => (
        <g key={tick}>
          <line x1={from} x2={to} y1={y(tick)} y2={y(tick)} className="stroke-line" />
          <text x={from - 8} y={y(tick) + 4} textAnchor="end" className="fill-muted text-xs">
            {formatTick(tick, format)}
          </text>
        </g>
      ))}
      {names.map(({ key, text, x, anchor }, i) =>
        i % every === 0 && (anchor !== 'middle' || x <= to - LAST_ROOM) ? (
          <text key={key} x={x} y={height - 6} textAnchor={anchor} className="fill-muted text-xs">
            {text}
          </text>
        ) : null,
      )}
    </g>
  );
}
