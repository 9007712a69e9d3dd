// biome-ignore-all lint/a11y/useSemanticElements: a table of which only a part is drawn is made of boxes
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its cell
// biome-ignore-all lint/suspicious/noArrayIndexKey: two columns may have one name, and none moves
import clsx from 'clsx';
import { memo } from 'react';
import { cellWords, isNumeric } from './cell-look';
import type { ResultRows } from './result-rows';

interface GridRowProps {
  readonly rows: ResultRows;
  /** Its place in the grid, and that of its data in the answer. */
  readonly index: number;
  readonly dataRow: number;
  readonly top: number;
  readonly height: number;
  readonly id: string;
  readonly activeColumn: number | null;
  /** Whether the grid has the focus. */
  readonly lit: boolean;
}

/** More of a text than this is in no cell; the whole of it stands below the grid. */
const MOST_SHOWN = 200;

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { rows, index, dataRow, top, height, id, activeColumn, lit } = props;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      style={{ height, transform: `translateY(${top}px)` }}
      className="absolute top-0 left-0 grid grid-cols-(--columns) border-line border-b"
    >
      <div
        role="rowheader"
        aria-colindex={1}
        className="sticky left-0 z-[1] truncate bg-paper px-2 text-right text-muted text-xs tabular-nums leading-7"
      >
        {index + 1}
      </div>
      {rows.columns.map((column, at) => {
        const value = rows.value(dataRow, at);
        const active = at === activeColumn;
        return (
          <div
            key={at}
            role="gridcell"
            id={`${id}-${index}-${at}`}
            data-cell={`${index}:${at}`}
            aria-colindex={at + 2}
            aria-selected={active}
            className={clsx(
              'truncate px-2 leading-7',
              isNumeric(column) && 'text-right tabular-nums',
              value === null && 'text-muted italic',
              active &&
                (lit ? 'bg-accent/20 outline-2 outline-accent -outline-offset-2' : 'bg-accent/10'),
            )}
          >
            {cellWords(value, column).slice(0, MOST_SHOWN)}
          </div>
        );
      })}
    </div>
  );
});
