'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { compared, currentOf } from '@/lib/dashboards/compared';
import { DRILLS, productAct } from '@/lib/dashboards/drill';
import { CHANGE_COLUMN } from '../change';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { FilterButton } from '../filter-button';
import { ReportPanel } from '../report-panel';
import { useScope } from '../use-scope';

type Product = ReportRow<'products'>;

const FIGURES = [
  { value: 'revenue', label: 'Revenue' },
  { value: 'views', label: 'Views' },
  { value: 'add_to_carts', label: 'Added to cart' },
  { value: 'units', label: 'Units sold' },
  { value: 'abandoned_sessions', label: 'Carts lost' },
] as const;
type Figure = (typeof FIGURES)[number]['value'];
const MOVERS = 8;
/** A product that sold twice instead of once has not doubled anything. */
const LEAST_TO_MOVE = 5;

export function ProductsBoard() {
  const { query, set } = useScope();
  const figure = (FIGURES.find(({ value }) => value === query.get('figure'))?.value ??
    'revenue') satisfies Figure;
  const figureName = FIGURES.find(({ value }) => value === figure)?.label ?? figure;
  return (
    <>
      <ReportPanel
        report="products"
        kind="table"
        height={520}
        empty={(rows) => currentOf(rows).length === 0}
        controls={
          <Choice
            inline
            label="Figure"
            value={figure}
            options={FIGURES}
            onChange={(value) => set({ figure: value === 'revenue' ? null : value })}
          />
        }
      >
        {(rows) => {
          const products = compared(rows, keyOf, (row) => row[figure]);
          return (
            <div className="flex flex-col gap-8">
              <DataTable
                key={figure}
                label="Products"
                sort={figure}
                rows={products}
                columns={[
                  { name: 'name', label: 'Product', cell: (row) => <Name {...nameOf(row)} /> },
                  { name: 'category' },
                  { name: 'views', bar: figure === 'views', drill: acted('viewed') },
                  {
                    name: 'add_to_carts',
                    bar: figure === 'add_to_carts',
                    drill: acted('added'),
                  },
                  { name: 'units', bar: figure === 'units', drill: acted('bought') },
                  { name: 'revenue', bar: figure === 'revenue' },
                  { name: 'cart_rate' },
                  { name: 'buy_rate' },
                  {
                    name: 'abandoned_sessions',
                    bar: figure === 'abandoned_sessions',
                    drill: acted('lost'),
                  },
                  { ...CHANGE_COLUMN, label: `${figureName}, change` },
                ]}
              />
              <Movers rows={rows} figure={figure} name={figureName} />
            </div>
          );
        }}
      </ReportPanel>
      <ReportPanel
        report="product_pairs"
        kind="table"
        empty={(rows) => currentOf(rows).length === 0}
      >
        {(rows) => (
          <DataTable
            label="Pairs"
            rows={currentOf(rows)}
            columns={[
              { name: 'name_a', label: 'Product' },
              { name: 'name_b', label: 'Bought with' },
              {
                name: 'orders',
                label: 'Orders with both',
                bar: true,
                drill: (row) => DRILLS.product_pairs(row as unknown as ReportRow<'product_pairs'>),
              },
              { name: 'confidence', label: 'Of orders with the first' },
              { name: 'lift', label: 'Times as often as by chance' },
            ]}
          />
        )}
      </ReportPanel>
    </>
  );
}

const acted = (act: Parameters<typeof productAct>[0]) => (row: Readonly<Record<string, unknown>>) =>
  productAct(act, { product_id: String(row.product_id) });
const keyOf = ({ product_id }: Product) => product_id;
const nameOf = (row: Readonly<Record<string, unknown>>) => ({
  id: String(row.product_id),
  name: typeof row.name === 'string' ? row.name : String(row.product_id),
});

function Name({ id, name }: { id: string; name: string }) {
  return <FilterButton name="product_id" value={id} label={name} />;
}

interface MoversProps {
  readonly rows: readonly Product[];
  readonly figure: Figure;
  readonly name: string;
}

/** Those that gained and lost most against the period before, in the figure's own unit. */
function Movers({ rows, figure, name }: MoversProps) {
  const before = new Map(
    rows.filter(({ period }) => period === 'before').map((row) => [row.product_id, row]),
  );
  if (before.size === 0) return null;
  const moved = currentOf(rows)
    .map((row) => {
      const past = before.get(row.product_id)?.[figure] ?? 0;
      return { ...row, [`${figure}_before`]: past, moved: row[figure] - past };
    })
    .filter((row) => Math.abs(row.moved) >= LEAST_TO_MOVE);
  const up = moved.filter((row) => row.moved > 0).toSorted((a, b) => b.moved - a.moved);
  const down = moved.filter((row) => row.moved < 0).toSorted((a, b) => a.moved - b.moved);
  if (moved.length === 0) return null;
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      {[
        { title: `${name}: gained most`, list: up },
        { title: `${name}: lost most`, list: down },
      ].map(({ title, list }) => (
        <div key={title} className="flex min-w-0 flex-col gap-2">
          <h3 className="font-medium">{title}</h3>
          {list.length === 0 ? (
            <p className="text-muted">None of them.</p>
          ) : (
            <DataTable
              label={title}
              rows={list.slice(0, MOVERS)}
              columns={[
                { name: 'name', label: 'Product' },
                { name: `${figure}_before`, label: 'Before' },
                { name: figure, label: 'Now' },
              ]}
            />
          )}
        </div>
      ))}
    </div>
  );
}
