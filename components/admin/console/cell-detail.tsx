'use client';

import type { QueryColumn, QueryValue } from '@/lib/analytics/query-engine';
import { cellCopy, cellWords } from './cell-look';
import { CopyButton } from './copy-button';

interface CellDetailProps {
  /** From 0; null while no cell is looked at. */
  readonly row: number | null;
  readonly column: QueryColumn | null;
  readonly value: QueryValue;
}

/** The whole of the cell that is looked at, however narrow its column is. */
export function CellDetail({ row, column, value }: CellDetailProps) {
  if (row === null || !column) return null;
  return (
    <div className="flex items-start gap-3 pt-1">
      <p
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, by keyboard as well
        tabIndex={0}
        className="max-h-24 min-h-9 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap break-words py-2"
      >
        <span className="text-muted">
          {column.name}, row {(row + 1).toLocaleString('en-IE')}:{' '}
        </span>
        {value === null ? (
          <em className="text-muted">NULL</em>
        ) : value === '' ? (
          '(empty)'
        ) : (
          cellWords(value, column)
        )}
      </p>
      <CopyButton label="Copy cell" text={() => cellCopy(value, column)} />
    </div>
  );
}
