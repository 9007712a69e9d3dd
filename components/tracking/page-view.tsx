'use client';

import { useContext, useEffect, useRef } from 'react';
import { scenarioInCookie } from '@/components/scenario/run-cookie';
import type { PageType } from '@/lib/events/vocabulary';
import { type ListPlace, ListPlaceContext } from './list-place';
import { measurement } from './measurement';

interface PageViewProps {
  readonly page: PageType;
  readonly productId?: string;
}

/**
 * Declares what the page is; the tracker counts one view each time it appears with new props, and of
 * a list each time another search or another part of it is shown.
 */
export function PageView({ page, productId }: PageViewProps) {
  const place = useContext(ListPlaceContext);
  const { searchTerm, part, narrowing } = place ?? {};
  const shown = useRef<{ key: string } & Partial<ListPlace>>(null);
  useEffect(() => {
    // React runs effects twice in development; the same page shown once is one view.
    const key = JSON.stringify([page, productId, searchTerm]);
    const before = shown.current;
    shown.current = { key, part, narrowing };
    if (before?.key === key && (before.part === part || before.narrowing !== narrowing)) return;
    measurement().showPage({
      page,
      product_id: productId ?? null,
      search_term: searchTerm,
      variant: scenarioInCookie()?.experiment,
    });
    if (new URLSearchParams(location.search).has('footfall_debug')) void showOverlay();
  }, [page, productId, searchTerm, part, narrowing]);
  return null;
}

async function showOverlay(): Promise<void> {
  (await import('./debug-overlay')).showDebugOverlay();
}
