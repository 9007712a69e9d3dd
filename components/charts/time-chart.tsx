'use client';

import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import type { PointerEvent } from 'react';
import { type FigureFormat, formatFigure } from '@/lib/dashboards/figure';
import { Axis } from './axis';
import { Frame, sized } from './frame';
import { Tip } from './tip';
import { useMarks } from './use-marks';

export interface TimePoint {
  /** When and how long, as words for an axis and for reading. */
  readonly short: string;
  readonly long: string;
  readonly value: number | null;
  /** The same place of the period before. */
  readonly before?: number | null;
}

interface TimeChartProps {
  /** What is counted. */
  readonly label: string;
  readonly points: readonly TimePoint[];
  readonly format: FigureFormat;
  readonly height?: number;
  /** The last point is of a stretch that is not over. */
  readonly open?: boolean;
  /** Leads from a point to what is behind it: by click, and by Enter. */
  readonly onChoose?: (place: number) => void;
}

const EDGE = { top: 12, right: 12, bottom: 24, left: 52 };
const NAME_ROOM = 72;

/** A figure over time from zero, with the period before as a ghost. */
export function TimeChart(props: TimeChartProps) {
  const { height = 220 } = props;
  return <Frame height={height}>{(width) => <Drawing {...props} {...{ height, width }} />}</Frame>;
}

function Drawing(props: TimeChartProps & { readonly width: number; readonly height: number }) {
  const { label, points, format, width, height, open, onChoose } = props;
  const { at, look, keys } = useMarks(points.length);
  const last = points.length - 1;
  const x = scaleLinear([0, Math.max(1, last)], [EDGE.left, width - EDGE.right]);
  const top = max(points, ({ value, before }) => Math.max(value ?? 0, before ?? 0)) ?? 0;
  const y = scaleLinear([0, top || 1], [height - EDGE.bottom, EDGE.top]).nice(4);
  const path = (pick: (point: TimePoint) => number | null | undefined) =>
    line<TimePoint>()
      .defined((point) => pick(point) != null)
      .x((_, i) => x(i))
      .y((point) => y(pick(point) ?? 0))([...points]) ?? undefined;
  const ground = area<TimePoint>()
    .defined(({ value }) => value !== null)
    .x((_, i) => x(i))
    .y0(y(0))
    .y1(({ value }) => y(value ?? 0));
  const point = at === null ? null : points[at];
  const words = ({ long, value, before }: TimePoint) =>
    `${long}: ${formatFigure(value, format)}${before === undefined ? '' : `, before ${formatFigure(before, format)}`}`;

  const choose = () => {
    if (at !== null) onChoose?.(at);
  };
  const help = `${points.length} points; arrow keys read them${onChoose ? ', Enter shows the sessions behind one' : ''}`;

  function onPointerMove(event: PointerEvent<SVGSVGElement>) {
    const { left } = event.currentTarget.getBoundingClientRect();
    look(Math.min(last, Math.max(0, Math.round(x.invert(event.clientX - left)))));
  }

  return (
    <svg
      {...sized(width, height)}
      aria-label={label}
      className={`block touch-pan-y overflow-visible ${onChoose && point ? 'cursor-pointer' : ''}`}
      onPointerMove={onPointerMove}
      onPointerLeave={() => look(null)}
      {...keys(point ? words(point) : help, choose)}
    >
      <Axis
        {...{ y, format, height, room: NAME_ROOM }}
        from={EDGE.left}
        to={width - EDGE.right}
        names={points.map(({ short, long }, i) => ({
          key: long,
          text: short,
          x: x(i),
          anchor: i === 0 ? 'start' : i === last ? 'end' : 'middle',
        }))}
      />
      <path d={ground([...points]) ?? undefined} className="fill-accent opacity-10" />
      <path
        d={path(({ before }) => before)}
        className="fill-none stroke-muted opacity-60"
        strokeWidth={1.5}
        strokeDasharray="3 4"
      />
      <path
        d={path((each) => (open && each === points[last] && last > 0 ? null : each.value))}
        className="fill-none stroke-accent"
        strokeWidth={2}
      />
      {open && last > 0 && (
        <line
          x1={x(last - 1)}
          y1={y(points[last - 1]?.value ?? 0)}
          x2={x(last)}
          y2={y(points[last]?.value ?? 0)}
          className="stroke-accent"
          strokeWidth={2}
          strokeDasharray="2 3"
        />
      )}
      {points.length === 1 && (
        <circle cx={x(0)} cy={y(points[0]?.value ?? 0)} r={3} className="fill-accent" />
      )}
      {point && at !== null && (
        <>
          <line
            x1={x(at)}
            x2={x(at)}
            y1={EDGE.top}
            y2={height - EDGE.bottom}
            className="stroke-muted"
          />
          {point.value !== null && (
            <circle cx={x(at)} cy={y(point.value)} r={3.5} className="fill-accent" />
          )}
          <Tip x={x(at)} y={EDGE.top} width={width}>
            <p className="text-muted">{point.long}</p>
            <p>
              {label} {formatFigure(point.value, format)}
            </p>
            {point.before !== undefined && (
              <p className="text-muted">before {formatFigure(point.before, format)}</p>
            )}
          </Tip>
        </>
      )}
    </svg>
  );
}
