'use client';

import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { PointerEvent } from 'react';
import { type FigureFormat, formatFigure, formatTick } from '@/lib/dashboards/figure';
import { Frame, sized } from './frame';
import type { TimePoint } from './time-chart';
import { Tip } from './tip';
import { useMarks } from './use-marks';

interface SmallChartProps {
  /** What is counted. */
  readonly label: string;
  readonly points: readonly TimePoint[];
  readonly format: FigureFormat;
  /** A figure that should not be passed: drawn once it is in reach. */
  readonly limit?: number | undefined;
}

const HEIGHT = 96;
const EDGE = { top: 10, right: 4, bottom: 20, left: 4 };
/** A limit that is further off than this would press the line to the ground. */
const IN_REACH = 4;

/** One of many figures over time from zero: its greatest value named, and no more of an axis. */
export function SmallChart(props: SmallChartProps) {
  return <Frame height={HEIGHT}>{(width) => <Drawing {...props} width={width} />}</Frame>;
}

function Drawing({ label, points, format, limit, width }: SmallChartProps & { width: number }) {
  const { at, look, keys } = useMarks(points.length);
  const last = points.length - 1;
  const greatest = max(points, ({ value }) => value ?? 0) ?? 0;
  const drawn = limit !== undefined && limit > 0 && limit <= greatest * IN_REACH ? limit : null;
  const x = scaleLinear([0, Math.max(1, last)], [EDGE.left, width - EDGE.right]);
  const y = scaleLinear([0, Math.max(greatest, drawn ?? 0) || 1], [HEIGHT - EDGE.bottom, EDGE.top]);
  const known = (one: TimePoint) => one.value !== null;
  const ground = area<TimePoint>()
    .defined(known)
    .x((_, i) => x(i))
    .y0(y(0))
    .y1(({ value }) => y(value ?? 0));
  const path = line<TimePoint>()
    .defined(known)
    .x((_, i) => x(i))
    .y(({ value }) => y(value ?? 0));
  const point = at === null ? null : points[at];
  const words = ({ long, value }: TimePoint) => `${long}: ${formatFigure(value, format)}`;

  function onPointerMove(event: PointerEvent<SVGSVGElement>) {
    const { left } = event.currentTarget.getBoundingClientRect();
    look(Math.min(last, Math.max(0, Math.round(x.invert(event.clientX - left)))));
  }

  return (
    <svg
      {...sized(width, HEIGHT)}
      aria-label={label}
      className="block touch-pan-y overflow-visible"
      onPointerMove={onPointerMove}
      onPointerLeave={() => look(null)}
      {...keys(point ? words(point) : `${points.length} points; arrow keys read them`)}
    >
      <line x1={EDGE.left} x2={width - EDGE.right} y1={y(0)} y2={y(0)} className="stroke-line" />
      {greatest > 0 && (
        <>
          <line
            x1={EDGE.left}
            x2={width - EDGE.right}
            y1={y(greatest)}
            y2={y(greatest)}
            className="stroke-line"
            strokeDasharray="1 3"
          />
          <text x={EDGE.left} y={y(greatest) - 3} className="fill-muted text-xs">
            {formatTick(greatest, format)}
          </text>
        </>
      )}
      {drawn !== null && (
        <line
          x1={EDGE.left}
          x2={width - EDGE.right}
          y1={y(drawn)}
          y2={y(drawn)}
          className="stroke-danger"
          strokeDasharray="5 3"
        />
      )}
      <path d={ground([...points]) ?? undefined} className="fill-accent opacity-10" />
      <path
        d={path([...points]) ?? undefined}
        className="fill-none stroke-accent"
        strokeWidth={1.75}
        strokeLinecap="round"
      />
      <text x={EDGE.left} y={HEIGHT - 5} className="fill-muted text-xs">
        {points[0]?.short}
      </text>
      <text x={width - EDGE.right} y={HEIGHT - 5} textAnchor="end" className="fill-muted text-xs">
        {points[last]?.short}
      </text>
      {point && at !== null && (
        <>
          <line x1={x(at)} x2={x(at)} y1={EDGE.top} y2={y(0)} className="stroke-muted" />
          {point.value !== null && (
            <circle cx={x(at)} cy={y(point.value)} r={3.5} className="fill-accent" />
          )}
          <Tip x={x(at)} y={EDGE.top} width={width}>
            <p className="text-muted">{point.long}</p>
            <p>
              {label} {formatFigure(point.value, format)}
            </p>
          </Tip>
        </>
      )}
    </svg>
  );
}
