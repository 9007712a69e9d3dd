import { changeBetween } from '@/lib/dashboards/figure';

/** A relative change with its sign, or nothing where there was nothing to compare with. */
export function Change({ value }: { value: number | null }) {
  const change = value === null ? null : changeBetween(1 + value, 1, 'count');
  return <span className={change ? undefined : 'text-muted'}>{change?.text ?? '–'}</span>;
}

/** The column of it. */
export const CHANGE_COLUMN = {
  name: 'change',
  label: 'Change',
  cell: (row: Readonly<Record<string, unknown>>) => (
    <Change value={(row.change as number | null) ?? null} />
  ),
};
