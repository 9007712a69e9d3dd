import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { hrefOf, scopeOnly, withValues } from '@/lib/dashboards/scope-query';
import { address, headFor } from './heading';

/** Goes to another page of the admin over the same scope, as a ScopedLink does. */
export function useGo() {
  const router = useRouter();
  return (path: string, values: Readonly<Record<string, string | number | null>> = {}) => {
    const href = hrefOf(path, withValues(scopeOnly(address().query), values));
    headFor(href);
    router.push(href as Route);
  };
}
