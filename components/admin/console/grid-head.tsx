// biome-ignore-all lint/a11y/useSemanticElements: a table of which only a part is drawn is made of boxes
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its cell
// biome-ignore-all lint/suspicious/noArrayIndexKey: two columns may have one name, and none moves
import clsx from 'clsx';
import type { PointerEvent } from 'react';
import type { QueryColumn } from '@/lib/analytics/query-engine';
import { isNumeric } from './cell-look';
import type { ResultOrder } from './result-order';

interface GridHeadProps {
  readonly columns: readonly QueryColumn[];
  readonly order: ResultOrder | null;
  readonly widths: readonly number[];
  readonly height: number;
  readonly width: number;
  readonly activeColumn: number | null;
  cellId(column: number): string;
  onSort(column: number): void;
  widen(column: number, width: number): void;
}

/** Names and types of the columns: a click sorts, the edge at the right is pulled. */
export function GridHead(props: GridHeadProps) {
  const { columns, order, widths, height, width, activeColumn, cellId, onSort, widen } = props;
  return (
    <div role="rowgroup" className="sticky top-0 z-10" style={{ width }}>
      <div
        role="row"
        aria-rowindex={1}
        style={{ height }}
        className="grid grid-cols-(--columns) border-line border-b bg-paper"
      >
        <div role="columnheader" aria-colindex={1} className="sticky left-0 z-[1] bg-paper">
          <span className="sr-only">Row</span>
        </div>
        {columns.map((column, at) => {
          const ordered = order?.column === at ? order : null;
          return (
            <div
              key={at}
              role="columnheader"
              id={cellId(at)}
              aria-colindex={at + 2}
              aria-sort={ordered ? (ordered.down ? 'descending' : 'ascending') : 'none'}
              className={clsx(
                'relative min-w-0',
                at === activeColumn && 'bg-accent/20 outline-2 outline-accent -outline-offset-2',
              )}
            >
              <button
                type="button"
                tabIndex={-1}
                onClick={() => onSort(at)}
                className={clsx(
                  'flex h-full w-full min-w-0 flex-col justify-center px-2 hover:text-accent',
                  isNumeric(column) ? 'items-end' : 'items-start',
                )}
              >
                <span className="max-w-full truncate font-semibold">
                  {column.name}
                  <span aria-hidden="true">{ordered ? (ordered.down ? ' ↓' : ' ↑') : ''}</span>
                </span>
                <span className="max-w-full truncate text-muted text-xs">
                  {column.type.toLowerCase()}
                </span>
              </button>
              <Edge width={widths[at] ?? 0} onPull={(to) => widen(at, to)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What a pointer pulls; by keyboard, Alt with an arrow does the same. */
function Edge({ width, onPull }: { width: number; onPull: (width: number) => void }) {
  function onPointerDown(event: PointerEvent<HTMLSpanElement>) {
    const { currentTarget: edge, clientX: from, pointerId } = event;
    event.preventDefault();
    edge.setPointerCapture(pointerId);
    const pull = ({ clientX }: globalThis.PointerEvent) => onPull(width + clientX - from);
    edge.addEventListener('pointermove', pull);
    edge.addEventListener(
      'lostpointercapture',
      () => edge.removeEventListener('pointermove', pull),
      {
        once: true,
      },
    );
  }
  return (
    <span
      aria-hidden="true"
      onPointerDown={onPointerDown}
      className="absolute inset-y-0 -right-1 z-[2] w-2 cursor-col-resize touch-none border-line border-r hover:border-accent"
    />
  );
}
