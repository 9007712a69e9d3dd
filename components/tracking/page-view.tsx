'use client';

import { useEffect, useRef } from 'react';
import type { PageFacts } from '@/lib/tracker/tracker';
import { measurement } from './measurement';

/** Declares what the page is; the tracker counts one view each time it appears with new props. */
export function PageView({ page, productId, searchTerm }: PageFacts) {
  const shown = useRef('');
  useEffect(() => {
    // React runs effects twice in development; the same page shown once is one view.
    const key = JSON.stringify([page, productId, searchTerm]);
    if (shown.current === key) return;
    shown.current = key;
    measurement().showPage({ page, productId, searchTerm });
  }, [page, productId, searchTerm]);
  return null;
}
