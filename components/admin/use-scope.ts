import type { Route } from 'next';
import { useRouter, useSearchParams } from 'next/navigation';
import {
  type FilterName,
  hrefOf,
  toggled,
  withScope,
  withValues,
  zoneOf,
} from '@/lib/dashboards/scope-query';
import { address, headFor } from './heading';

/** The scope in the address, and how to change it: each change is an entry of the history. */
export function useScope() {
  const query = useSearchParams();
  const router = useRouter();

  function change(how: (query: URLSearchParams) => URLSearchParams) {
    const { path, query: now, underWay } = address();
    if (underWay) {
      // The page being fetched takes the new scope along, since its navigation would end here otherwise.
      const href = hrefOf(path, withScope(now, how(now)));
      headFor(href);
      router.push(href as Route);
      return;
    }
    // Next's router follows the address; nothing has to be asked of the server for it.
    window.history.pushState(null, '', `?${how(now)}`);
  }

  return {
    query,
    zone: zoneOf(query),
    set: (values: Readonly<Record<string, string | number | null>>) =>
      change((now) => withValues(now, values)),
    toggle: (name: FilterName, value: string) => change((now) => toggled(now, name, value)),
  };
}
