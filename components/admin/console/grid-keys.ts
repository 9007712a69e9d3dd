/** A cell of the grid; row -1 is the headings. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
}

interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that are in sight at once. */
  readonly page: number;
}

/** Where a key leads from a cell; null where it leads nowhere. `far` is with Ctrl or Cmd. */
export function cellAfter(
  cell: GridCell,
  key: string,
  far: boolean,
  size: GridSize,
): GridCell | null {
  const lastRow = size.rows - 1;
  const lastColumn = size.columns - 1;
  const { row, column } = cell;
  switch (key) {
    case 'ArrowDown':
      return inside({ row: far ? lastRow : row + 1, column });
    case 'ArrowUp':
      return inside({ row: far ? 0 : row - 1, column });
    case 'ArrowRight':
      return inside({ row, column: far ? lastColumn : column + 1 });
    case 'ArrowLeft':
      return inside({ row, column: far ? 0 : column - 1 });
    case 'PageDown':
      return inside({ row: row + size.page, column });
    case 'PageUp':
      // From the first rows to the first, and no further: the headings are one arrow away.
      return inside({ row: Math.max(row < 0 ? -1 : 0, row - size.page), column });
    case 'Home':
      return inside({ row: far ? 0 : row, column: 0 });
    case 'End':
      return inside({ row: far ? lastRow : row, column: lastColumn });
    default:
      return null;
  }

  function inside(to: GridCell): GridCell {
    return {
      row: Math.max(-1, Math.min(lastRow, to.row)),
      column: Math.max(0, Math.min(lastColumn, to.column)),
    };
  }
}
