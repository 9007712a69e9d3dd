import { useSearchParams } from 'next/navigation';
import {
  type FilterName,
  type Query,
  toggled,
  withValues,
  zoneOf,
} from '@/lib/dashboards/scope-query';

/** The scope in the address, and how to change it: each change is an entry of the history. */
export function useScope() {
  const query = useSearchParams();
  // Next's router follows the address; nothing has to be asked of the server for it.
  const go = (next: Query) => window.history.pushState(null, '', `?${next}`);
  return {
    query,
    zone: zoneOf(query),
    set: (values: Readonly<Record<string, string | number | null>>) =>
      go(withValues(query, values)),
    toggle: (name: FilterName, value: string) => go(toggled(query, name, value)),
  };
}
