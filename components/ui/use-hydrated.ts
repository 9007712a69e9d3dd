import { startTransition, useEffect, useState } from 'react';

/** Set once the first page has hydrated: what is mounted later need not wait. */
let heard = false;

/**
 * Whether the page hears events yet: false while the server renders and until it has hydrated. What
 * changes with it is drawn in slices: a store that React reads itself would have a page with
 * two dozen hearts drawn again in one piece, right after its hydration.
 */
export function useHydrated(): boolean {
  const [hydrated, setHydrated] = useState(heard);
  useEffect(() => {
    heard = true;
    startTransition(() => setHydrated(true));
  }, []);
  return hydrated;
}
