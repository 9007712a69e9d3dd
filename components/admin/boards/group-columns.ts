import { CHANGE_COLUMN } from '../change';
import type { TableColumn } from '../data-table';

/** What every table of groups of sessions says of each. */
export const GROUP_COLUMNS: readonly TableColumn[] = [
  { name: 'sessions', bar: true },
  { ...CHANGE_COLUMN, label: 'Sessions, change' },
  { name: 'visitors' },
  { name: 'new_sessions', label: 'New visitors' },
  { name: 'bounce_rate' },
  { name: 'pages_per_session', label: 'Pages a session' },
  { name: 'cart_sessions', label: 'Added to cart' },
  { name: 'conversion' },
  { name: 'orders' },
  { name: 'revenue' },
  { name: 'revenue_per_session', label: 'Revenue a session' },
];
