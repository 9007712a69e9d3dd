'use client';

import { max } from 'd3-array';
import { scaleBand, scaleLinear } from 'd3-scale';
import type { PointerEvent } from 'react';
import type { FigureFormat } from '@/lib/dashboards/figure';
import { Axis } from './axis';
import { Frame, sized } from './frame';
import { Tip } from './tip';
import { useMarks } from './use-marks';

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The same bar of the period before, as a line across. */
  readonly before?: number | null;
  readonly text: string;
}

interface BarChartProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  readonly format: FigureFormat;
}

const HEIGHT = 220;
const EDGE = { top: 12, right: 4, bottom: 24, left: 52 };
const NAME_ROOM = 56;

/** Bars from zero, in the order given. */
export function BarChart(props: BarChartProps) {
  return <Frame height={HEIGHT}>{(width) => <Drawing {...props} width={width} />}</Frame>;
}

function Drawing({ label, bars, format, width }: BarChartProps & { readonly width: number }) {
  const { at, look, keys } = useMarks(bars.length);
  const x = scaleBand(
    bars.map(({ name }) => name),
    [EDGE.left, width - EDGE.right],
  ).padding(0.2);
  const top = max(bars, ({ value, before }) => Math.max(value, before ?? 0)) || 1;
  const y = scaleLinear([0, top], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4);
  const bar = at === null ? undefined : bars[at];

  function onPointerMove(event: PointerEvent<SVGSVGElement>) {
    const { left } = event.currentTarget.getBoundingClientRect();
    const place = Math.floor((event.clientX - left - EDGE.left) / x.step());
    look(place >= 0 && place < bars.length ? place : null);
  }

  return (
    <svg
      {...sized(width, HEIGHT)}
      aria-label={label}
      className="block overflow-visible"
      onPointerMove={onPointerMove}
      onPointerLeave={() => look(null)}
      {...keys(bar ? `${bar.name}: ${bar.text}` : `${bars.length} bars; arrow keys read them`)}
    >
      <Axis
        {...{ y, format, room: NAME_ROOM, height: HEIGHT }}
        from={EDGE.left}
        to={width - EDGE.right}
        names={bars.map(({ name }) => ({
          key: name,
          text: name,
          x: (x(name) ?? 0) + x.bandwidth() / 2,
          anchor: 'middle',
        }))}
      />
      {bars.map(({ name, value, before }, i) => {
        const left = x(name) ?? 0;
        return (
          <g key={name}>
            <rect
              x={left}
              y={y(value)}
              width={x.bandwidth()}
              height={y(0) - y(value)}
              className="fill-accent"
              fillOpacity={at === null || at === i ? 0.85 : 0.45}
            />
            {before != null && (
              <line
                x1={left - 2}
                x2={left + x.bandwidth() + 2}
                y1={y(before)}
                y2={y(before)}
                className="stroke-ink"
                strokeWidth={1.5}
                strokeDasharray="3 2"
              />
            )}
          </g>
        );
      })}
      {bar && (
        <Tip x={(x(bar.name) ?? 0) + x.bandwidth() / 2} y={EDGE.top} width={width}>
          {bar.name}: {bar.text}
        </Tip>
      )}
    </svg>
  );
}
