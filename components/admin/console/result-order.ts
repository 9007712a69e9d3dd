import type { ResultRows } from './result-rows';

export interface ResultOrder {
  readonly column: number;
  readonly down: boolean;
}

/**
 * Rows in the order of a column: equal ones stay as they came, NULL comes last whichever way. Without
 * an order, null: as they came.
 */
export function orderRows(rows: ResultRows, order: ResultOrder | null): Uint32Array | null {
  if (!order) return null;
  const ranks = rows.ranks(order.column);
  const way = order.down ? -1 : 1;
  return Uint32Array.from(ranks, (_, row) => row).sort((a, b) => {
    const [x, y] = [ranks[a] ?? Number.NaN, ranks[b] ?? Number.NaN];
    const [noX, noY] = [Number.isNaN(x), Number.isNaN(y)];
    if (noX || noY) return noX && noY ? a - b : noX ? 1 : -1;
    return x === y ? a - b : (x - y) * way;
  });
}

/** What a click on a heading leads to: up, down, as they came. */
export function nextOrder(order: ResultOrder | null, column: number): ResultOrder | null {
  if (order?.column !== column) return { column, down: false };
  return order.down ? null : { column, down: true };
}
