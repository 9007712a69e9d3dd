'use client';

import clsx from 'clsx';
import { type ReactNode, useState } from 'react';
import { cellText, columnLook } from '@/lib/dashboards/columns';
import type { Drill } from '@/lib/dashboards/drill';
import { DrillLink } from './drill-link';
import { Scroller } from './scroller';

export type Row = Readonly<Record<string, unknown>>;

export interface TableColumn {
  readonly name: string;
  readonly label?: string;
  /** A bar behind the figure, as long as its share of the greatest. */
  readonly bar?: boolean;
  /** Read as words though its values are numbers. */
  readonly words?: boolean;
  readonly cell?: (row: Row) => ReactNode;
  /** The sessions that the figure counts, where they can be named. */
  readonly drill?: (row: Row) => Drill | null;
}

interface DataTableProps {
  readonly label: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly Row[];
  /** Column to sort by at first, the greatest first; the report's own order otherwise. */
  readonly sort?: string;
  readonly limit?: number;
}

/** What a row is of stays in sight while its figures scroll by on a narrow window. */
const FIRST_STAYS =
  'max-md:first:sticky max-md:first:left-0 max-md:first:z-10 max-md:first:max-w-44 max-md:first:bg-paper';

interface Order {
  readonly name: string;
  readonly down: boolean;
}

/** Rows as a table: sorted by its heads, long ones cut until asked for. */
export function DataTable({ label, columns, rows, sort, limit = 15 }: DataTableProps) {
  const [order, setOrder] = useState<Order | null>(sort ? { name: sort, down: true } : null);
  const [all, setAll] = useState(false);
  const sorted = order ? rows.toSorted((a, b) => compare(a, b, order)) : rows;
  const shown = all ? sorted : sorted.slice(0, limit);
  const looks = new Map(
    columns.map(({ name, words }) => [
      name,
      columnLook(name, words ? null : rows.find((row) => row[name] != null)?.[name]),
    ]),
  );
  const most = new Map(
    columns
      .filter(({ bar }) => bar)
      .map(({ name }) => [name, Math.max(...rows.map((row) => Number(row[name] ?? 0)), 0)]),
  );
  return (
    <div className="flex flex-col gap-2">
      <Scroller label={label}>
        <table className="w-full border-collapse tabular-nums">
          <thead>
            <tr className="border-line border-b text-muted">
              {columns.map(({ name, label: given }) => {
                const numeric = looks.get(name)?.format !== 'text';
                const ordered = order?.name === name;
                return (
                  <th
                    key={name}
                    scope="col"
                    aria-sort={ordered ? (order.down ? 'descending' : 'ascending') : undefined}
                    className={clsx(
                      'py-1.5 pr-4 font-normal',
                      FIRST_STAYS,
                      numeric ? 'text-right' : 'text-left',
                    )}
                  >
                    <button
                      type="button"
                      className="whitespace-nowrap hover:text-ink"
                      onClick={() => setOrder({ name, down: ordered ? !order.down : numeric })}
                    >
                      {given ?? looks.get(name)?.label}
                      <span aria-hidden="true">{ordered ? (order.down ? ' ↓' : ' ↑') : ''}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no key of their own and hold no state
              <tr key={i} className="border-line border-b">
                {columns.map((column) => (
                  <Cell
                    key={column.name}
                    {...{ column, row }}
                    look={looks.get(column.name) ?? columnLook(column.name, null)}
                    most={most.get(column.name) ?? 0}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
      {sorted.length > limit && (
        <p className="print:hidden">
          <button
            type="button"
            className="py-1 text-accent underline underline-offset-4"
            onClick={() => setAll(!all)}
          >
            {all ? `Show the first ${limit}` : `Show all ${sorted.length}`}
          </button>
        </p>
      )}
    </div>
  );
}

interface CellProps {
  readonly column: TableColumn;
  readonly row: Row;
  readonly look: ReturnType<typeof columnLook>;
  readonly most: number;
}

function Cell({ column: { name, cell, bar, drill }, row, look, most }: CellProps) {
  const value = row[name];
  const text = cell ? cell(row) : cellText(value, look);
  const behind = value === 0 ? null : drill?.(row);
  return (
    <td
      data-column={name}
      className={clsx(
        'relative py-1.5 pr-4',
        FIRST_STAYS,
        look.format === 'text' ? 'max-w-80 truncate text-left' : 'whitespace-nowrap text-right',
      )}
    >
      {bar && most > 0 && (
        <svg
          aria-hidden="true"
          viewBox="0 0 100 1"
          preserveAspectRatio="none"
          className="absolute inset-x-2 bottom-0.5 h-0.5 w-[calc(100%-1.5rem)]"
        >
          <rect
            x={100 - (100 * Number(value ?? 0)) / most}
            width={(100 * Number(value ?? 0)) / most}
            height="1"
            className="fill-accent"
          />
        </svg>
      )}
      {behind ? <DrillLink values={behind}>{text}</DrillLink> : text}
    </td>
  );
}

/** Nothing comes last, whichever way. */
function compare(a: Row, b: Row, { name, down }: Order): number {
  const [x, y] = [a[name], b[name]];
  if (x == null || y == null) return x == null ? (y == null ? 0 : 1) : -1;
  const order =
    typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y));
  return down ? -order : order;
}
