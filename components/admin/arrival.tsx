'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { hrefOf } from '@/lib/dashboards/scope-query';
import { arrive } from './heading';

/** Notices when the page that was headed for is there, and when Back gives it up. */
export function Arrival() {
  const path = usePathname();
  const query = useSearchParams();
  const here = hrefOf(path, query);

  useEffect(() => arrive(here), [here]);
  useEffect(() => {
    const giveUp = () => arrive();
    window.addEventListener('popstate', giveUp);
    return () => window.removeEventListener('popstate', giveUp);
  }, []);
  return null;
}
