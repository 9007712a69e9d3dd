'use client';

import { compared, currentOf } from '@/lib/dashboards/compared';
import { CHANGE_COLUMN } from '../change';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { DrillLink } from '../drill-link';
import { FiguresLine, lineFigures } from '../figures-line';
import { ReportPanel } from '../report-panel';
import { useWords } from '../report-words';
import { useReport } from '../use-report';
import { useScope } from '../use-scope';

const BY = [
  { value: '', label: 'Product' },
  { value: 'category', label: 'Category' },
  { value: 'device_type', label: 'Device' },
  { value: 'channel', label: 'Channel' },
  { value: 'user_type', label: 'Visitor' },
  { value: 'country', label: 'Country' },
  { value: 'actor', label: 'Actor' },
];

export function CartsBoard() {
  const { query, set } = useScope();
  const by = query.get('by') ?? 'product';
  return (
    <>
      <Totals />
      <ReportPanel
        report="cart_abandonment"
        title="Which carts are lost?"
        own={{ by }}
        kind="table"
        height={520}
        empty={(rows) => currentOf(rows).every(({ carts }) => carts === 0)}
        controls={
          <Choice
            inline
            label="By"
            value={query.get('by') ?? ''}
            options={BY}
            onChange={(value) => set({ by: value })}
          />
        }
      >
        {(rows) => (
          <DataTable
            key={by}
            label="Lost carts"
            sort="abandoned"
            rows={compared(
              rows,
              ({ group }) => group ?? '',
              ({ abandoned }) => abandoned,
            )}
            columns={[
              {
                name: 'name',
                label: BY.find(({ value }) => value === (by === 'product' ? '' : by))?.label ?? by,
                cell: (row) => String(row.name ?? row.group ?? 'unknown'),
              },
              { name: 'carts' },
              { name: 'bought' },
              {
                name: 'abandoned',
                bar: true,
                cell: (row) =>
                  by === 'product' ? (
                    <DrillLink
                      path="/admin/sessions"
                      values={{ abandoned_product: String(row.group), by: null }}
                    >
                      {Number(row.abandoned).toLocaleString('en-IE')}
                    </DrillLink>
                  ) : (
                    Number(row.abandoned).toLocaleString('en-IE')
                  ),
              },
              { name: 'abandonment', label: 'Share lost' },
              { name: 'left_shopping', label: 'Left while shopping' },
              { name: 'left_in_cart', label: 'Left in the cart' },
              { name: 'left_in_checkout', label: 'Left in checkout' },
              { name: 'value_abandoned' },
              { ...CHANGE_COLUMN, label: 'Lost, change' },
            ]}
          />
        )}
      </ReportPanel>
    </>
  );
}

function Totals() {
  const { document: answer } = useReport('cart_abandonment');
  const { definitions } = useWords('cart_abandonment');
  const now = answer?.rows.find(({ period }) => period === 'current');
  const before = answer?.rows.find(({ period }) => period === 'before');
  if (!now) return null;
  return (
    <FiguresLine
      figures={lineFigures(now, before, definitions, [
        ['carts', 'Carts', 'count'],
        ['bought', 'Bought', 'count'],
        ['abandoned', 'Lost', 'count'],
        ['abandonment', 'Share lost', 'share'],
        ['value_added', 'Value put in', 'money'],
        ['value_abandoned', 'Value lost', 'money'],
      ])}
    />
  );
}
