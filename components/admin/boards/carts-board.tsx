'use client';

import type { ReportRow } from '@/lib/analytics/reports/registry';
import { compared, currentOf } from '@/lib/dashboards/compared';
import { lostCarts } from '@/lib/dashboards/drill';
import { CHANGE_COLUMN } from '../change';
import { Choice } from '../choice';
import { DataTable } from '../data-table';
import { ReportPanel } from '../report-panel';
import { ReportTotals } from '../report-totals';
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
      <ReportTotals
        report="cart_abandonment"
        figures={[
          ['carts', 'Carts', 'count'],
          ['bought', 'Bought', 'count'],
          ['abandoned', 'Lost', 'count'],
          ['abandonment', 'Share lost', 'share'],
          ['value_added', 'Value put in', 'money'],
          ['value_abandoned', 'Value lost', 'money'],
        ]}
      />
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
                drill: (row) => lostCarts(by, row as unknown as ReportRow<'cart_abandonment'>),
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
