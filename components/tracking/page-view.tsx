'use client';

import { useEffect, useRef } from 'react';
import type { PageType } from '@/lib/events/vocabulary';
import { measurement } from './measurement';

interface PageViewProps {
  readonly page: PageType;
  readonly productId?: string;
  readonly searchTerm?: string;
}

/** Declares what the page is; the tracker counts one view each time it appears with new props. */
export function PageView({ page, productId, searchTerm }: PageViewProps) {
  const shown = useRef('');
  useEffect(() => {
    // React runs effects twice in development; the same page shown once is one view.
    const key = JSON.stringify([page, productId, searchTerm]);
    if (shown.current === key) return;
    shown.current = key;
    measurement().showPage({ page, product_id: productId ?? null, search_term: searchTerm });
    if (new URLSearchParams(location.search).has('footfall_debug')) void showOverlay();
  }, [page, productId, searchTerm]);
  return null;
}

async function showOverlay(): Promise<void> {
  (await import('./debug-overlay')).showDebugOverlay();
}
