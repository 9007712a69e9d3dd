'use client';

import { max } from 'd3-array';
import type { PointerEvent } from 'react';
import { Frame, sized } from './frame';
import { Tip } from './tip';
import { useMarks } from './use-marks';

export interface HeatCell {
  /** Null where there is nothing to say, which is not zero. */
  readonly value: number | null;
  /** What the cell says when it is looked at. */
  readonly text: string;
  /** Written inside where there is room. */
  readonly short?: string;
}

interface HeatMapProps {
  readonly label: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Row by row. */
  readonly cells: readonly (readonly HeatCell[])[];
  /** Width of the rows' names. */
  readonly margin?: number;
  /** Every so many columns have their name written. */
  readonly every?: number;
  /** Leads from a cell that says something to what is behind it: by click, and by Enter. */
  readonly onChoose?: (row: number, column: number) => void;
}

const ROW = 28;
const TOP = 20;
const ROOM_FOR_TEXT = 38;

/** A figure over two dimensions: the darker, the more. */
export function HeatMap(props: HeatMapProps) {
  const height = TOP + props.rows.length * ROW;
  return <Frame height={height}>{(width) => <Drawing {...props} {...{ width, height }} />}</Frame>;
}

function Drawing(props: HeatMapProps & { readonly width: number; readonly height: number }) {
  const { label, rows, columns, cells, margin = 48, every = 1, width, height, onChoose } = props;
  const { at, look, keys } = useMarks(rows.length * columns.length, columns.length);
  const top = max(cells.flat(), ({ value }) => value ?? 0) || 1;
  const step = (width - margin) / Math.max(1, columns.length);
  const cellAt = (mark: number) =>
    cells[Math.floor(mark / columns.length)]?.[mark % columns.length];
  const cell = at === null ? undefined : cellAt(at);

  function onPointerMove(event: PointerEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left - margin) / step);
    const row = Math.floor((event.clientY - box.top - TOP) / ROW);
    const inside = column >= 0 && column < columns.length && row >= 0 && row < rows.length;
    look(inside ? row * columns.length + column : null);
  }

  function choose() {
    if (at === null || cell == null || cell.value === null) return;
    onChoose?.(Math.floor(at / columns.length), at % columns.length);
  }
  const help = `Arrow keys read the cells${onChoose ? ', Enter shows the sessions behind one' : ''}`;

  return (
    <svg
      {...sized(width, height)}
      aria-label={label}
      className={`block overflow-visible ${onChoose && cell?.value != null ? 'cursor-pointer' : ''}`}
      onPointerMove={onPointerMove}
      onPointerLeave={() => look(null)}
      {...keys(cell?.text ?? help, choose)}
    >
      {columns.map((name, i) =>
        i % every === 0 ? (
          <text
            key={name}
            x={margin + i * step + step / 2}
            y={TOP - 7}
            textAnchor="middle"
            className="fill-muted text-xs"
          >
            {name}
          </text>
        ) : null,
      )}
      {rows.map((name, i) => (
        <text key={name} x={0} y={TOP + i * ROW + ROW / 2 + 4} className="fill-muted text-xs">
          {name}
        </text>
      ))}
      {cells.map((row, r) =>
        row.map(({ value, short }, c) =>
          value === null ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
            <g key={`${r}/${c}`}>
              <rect
                x={margin + c * step + 1}
                y={TOP + r * ROW + 1}
                width={Math.max(1, step - 2)}
                height={ROW - 2}
                className="fill-accent"
                // As ink on paper: what has a tenth of the most is a tenth as strong.
                fillOpacity={0.04 + 0.76 * (value / top)}
              />
              {short && step >= ROOM_FOR_TEXT && (
                <text
                  x={margin + c * step + step / 2}
                  y={TOP + r * ROW + ROW / 2 + 4}
                  textAnchor="middle"
                  className={`pointer-events-none text-xs tabular-nums ${value / top > 0.6 ? 'fill-paper' : 'fill-ink'}`}
                >
                  {short}
                </text>
              )}
            </g>
          ),
        ),
      )}
      {cell && at !== null && (
        <>
          <rect
            x={margin + (at % columns.length) * step + 0.5}
            y={TOP + Math.floor(at / columns.length) * ROW + 0.5}
            width={Math.max(1, step - 1)}
            height={ROW - 1}
            className="fill-none stroke-ink"
          />
          <Tip
            x={margin + (at % columns.length) * step + step / 2}
            y={TOP + Math.floor(at / columns.length) * ROW + ROW}
            width={width}
          >
            {cell.text}
          </Tip>
        </>
      )}
    </svg>
  );
}
