// biome-ignore-all lint/a11y/useSemanticElements: a table of which only a part is drawn is made of boxes
'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  useId,
  useRef,
  useState,
} from 'react';
import { CellDetail } from './cell-detail';
import { cellCopy, firstWidths, widthWithin } from './cell-look';
import { GridHead } from './grid-head';
import { cellAfter, type GridCell } from './grid-keys';
import { GridRow } from './grid-row';
import { nextOrder, type ResultOrder } from './result-order';
import type { ResultRows } from './result-rows';

interface ResultGridProps {
  readonly rows: ResultRows;
  /** Rows that are there so far. */
  readonly count: number;
  readonly order: ResultOrder | null;
  readonly places: Uint32Array | null;
  onOrder(order: ResultOrder | null): void;
}

const ROW_REM = 1.75;
const HEAD_REM = 2.875;
/** Of the numbers at the left. */
const NUMBER_REM = 4;
const WIDER_PX = 24;

/**
 * Any number of rows, of which those in sight are drawn. One stop for the keyboard: arrows go from cell
 * to cell, and the headings are a row like any other.
 */
export function ResultGrid({ rows, count, order, places, onOrder }: ResultGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  // It is drawn in the browser alone, once there is an answer.
  const [rem] = useState(() =>
    Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
  );
  const [widths, setWidths] = useState(() => firstWidths(rows));
  const [active, setActive] = useState<GridCell>({ row: 0, column: 0 });
  const [focused, setFocused] = useState(false);
  const headPx = HEAD_REM * rem;
  const numberPx = NUMBER_REM * rem;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_REM * rem,
    overscan: 10,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
  });
  const drawn = virtual.getVirtualItems();
  const total = widths.reduce((sum, width) => sum + width, numberPx);
  const dataRow = (at: number) => places?.[at] ?? at;
  const activeValue = active.row < 0 ? null : rows.value(dataRow(active.row), active.column);
  const inSight = active.row < 0 || drawn.some(({ index }) => index === active.row);

  function goTo(cell: GridCell) {
    setActive(cell);
    if (cell.row >= 0) virtual.scrollToIndex(cell.row);
    const view = scroller.current;
    if (!view) return;
    const left = widths.slice(0, cell.column).reduce((sum, width) => sum + width, 0);
    const right = left + (widths[cell.column] ?? 0);
    if (left < view.scrollLeft) view.scrollLeft = left;
    else if (right > view.scrollLeft + view.clientWidth - numberPx) {
      view.scrollLeft = right - view.clientWidth + numberPx;
    }
  }

  function widen(column: number, width: number) {
    setWidths(widths.map((old, at) => (at === column ? widthWithin(width) : old)));
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (key === 'Enter' && active.row < 0) return onOrder(nextOrder(order, active.column));
    if (altKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      event.preventDefault();
      const by = key === 'ArrowRight' ? WIDER_PX : -WIDER_PX;
      return widen(active.column, (widths[active.column] ?? 0) + by);
    }
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 0) - headPx) / (ROW_REM * rem)) - 1,
    );
    const size = { rows: count, columns: rows.columns.length, page };
    const next = cellAfter(active, key, ctrlKey || metaKey, size);
    if (!next) return;
    event.preventDefault();
    goTo(next);
  }

  /** The browser asks for what is to be copied, whatever keys or menu it was asked by. */
  function onCopy(event: ClipboardEvent) {
    const column = rows.columns[active.column];
    const text = active.row < 0 ? (column?.name ?? '') : cellCopy(activeValue, column);
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  }

  function onClick({ target }: MouseEvent) {
    const cell = (target as Element).closest<HTMLElement>('[data-cell]');
    const [row, column] = (cell?.dataset.cell ?? '').split(':').map(Number);
    if (row !== undefined && column !== undefined) setActive({ row, column });
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        role="grid"
        aria-label="Rows"
        aria-rowcount={count + 1}
        aria-colcount={rows.columns.length + 1}
        aria-activedescendant={inSight ? cellId(id, active) : undefined}
        aria-describedby={`${id}-keys`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onCopy={onCopy}
        onClick={onClick}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        style={{ '--columns': [numberPx, ...widths].map((px) => `${px}px`).join(' ') } as object}
        className="relative min-h-0 flex-1 select-none overflow-auto border-line border-y outline-offset-[-2px]"
      >
        <GridHead
          columns={rows.columns}
          {...{ order, widths, height: headPx, width: total, widen }}
          activeColumn={focused && active.row < 0 ? active.column : null}
          cellId={(column) => cellId(id, { row: -1, column })}
          onSort={(column) => {
            setActive({ row: -1, column });
            onOrder(nextOrder(order, column));
          }}
        />
        <div
          role="rowgroup"
          className="relative"
          style={{ height: virtual.getTotalSize(), width: total }}
        >
          {drawn.map(({ index, start, size }) => (
            <GridRow
              key={index}
              {...{ rows, index, id }}
              dataRow={dataRow(index)}
              top={start - headPx}
              height={size}
              activeColumn={index === active.row ? active.column : null}
              lit={focused}
            />
          ))}
        </div>
      </div>
      <p id={`${id}-keys`} className="sr-only">
        Arrows go from cell to cell. Enter on a heading sorts. Alt with left or right changes a
        column's width. Ctrl-C copies the cell.
      </p>
      <CellDetail
        row={active.row < 0 || count === 0 ? null : active.row}
        column={rows.columns[active.column] ?? null}
        value={activeValue}
      />
    </div>
  );
}

function cellId(id: string, { row, column }: GridCell): string {
  return `${id}-${row}-${column}`;
}
