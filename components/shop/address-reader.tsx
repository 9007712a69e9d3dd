'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { Suspense, useLayoutEffect } from 'react';
import { showByQuery } from './early-marks';

interface AddressReaderProps {
  /** Called with the address's query and path, first and whenever they change; has to be stable. */
  onRead(search: string, pathname: string): void;
}

/**
 * Tells the page around it what the address asks for. A static page does not know that while it is
 * rendered: this way its HTML is hydrated in place, where reading the query in the page itself would
 * throw it away and draw it again.
 */
export function AddressReader(props: AddressReaderProps) {
  return (
    <Suspense>
      <Reader {...props} />
    </Suspense>
  );
}

function Reader({ onRead }: AddressReaderProps) {
  const search = useSearchParams().toString();
  const pathname = usePathname();
  useLayoutEffect(() => {
    onRead(search, pathname);
    showByQuery();
  }, [search, pathname, onRead]);
  return null;
}
