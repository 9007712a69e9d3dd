import type { Drill } from '@/lib/dashboards/drill';
import { CHANGE_COLUMN } from '../change';
import type { Row, TableColumn } from '../data-table';

/** What every table of groups of sessions says of each. */
export const groupColumns = (drill: (row: Row) => Drill | null): readonly TableColumn[] => [
  { name: 'sessions', bar: true, drill },
  { ...CHANGE_COLUMN, label: 'Sessions, change' },
  { name: 'visitors' },
  { name: 'new_sessions', label: 'New visitors' },
  { name: 'bounce_rate' },
  { name: 'pages_per_session', label: 'Pages a session' },
  { name: 'cart_sessions', label: 'Added to cart', drill: having(drill, 'cart') },
  { name: 'conversion' },
  { name: 'orders' },
  { name: 'revenue' },
  { name: 'revenue_per_session', label: 'Revenue a session' },
];

/** Those of them that did something. */
function having(drill: (row: Row) => Drill | null, kind: string) {
  return (row: Row) => {
    const behind = drill(row);
    return behind && { ...behind, having: kind };
  };
}
